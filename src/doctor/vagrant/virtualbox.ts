import { type Examination, type Finding, onVirtualBox } from '../finding.ts'
import { vboxManage, virtualBoxVersion } from '../tools.ts'

const virtualBox: Examination = {
  concerns: onVirtualBox,
  async look({ host }) {
    const version = await virtualBoxVersion(host)
    if (version === undefined) return absent
    const said = await vboxManage(host, '--version')
    const loaded = !/\/dev\/vboxdrv does not exist|kernel module is not loaded/.test(`${said?.stdout}${said?.stderr}`)
    return {
      id: 'virtualbox',
      verdict: loaded ? 'fine' : 'broken',
      found: {
        en: 'VirtualBox: version {version}{loaded, select, yes {} other {, its kernel module is not loaded}}',
        ru: 'VirtualBox: версия {version}{loaded, select, yes {} other {, модуль ядра не загружен}}',
      },
      advice: {
        en: 'Without its module no machine can start. Build and load it: sudo /sbin/vboxconfig (with the packages of Debian and Ubuntu: sudo dpkg-reconfigure virtualbox-dkms)',
        ru: 'Без модуля ни одна машина не запустится. Соберите и загрузите его: sudo /sbin/vboxconfig (для пакетов Debian и Ubuntu: sudo dpkg-reconfigure virtualbox-dkms)',
      },
      params: { version, loaded: loaded ? 'yes' : 'no' },
    }
  },
}

const absent: Finding = {
  id: 'virtualbox',
  verdict: 'broken',
  found: { en: 'VirtualBox: not installed', ru: 'VirtualBox: не установлен' },
  advice: {
    en: 'Vagrant needs it to make the machines. Get it from {page}, or name another provider of Vagrant: VAGRANT_DEFAULT_PROVIDER=libvirt (or parallels, vmware_desktop)',
    ru: 'С его помощью Vagrant создаёт машины. Скачать: {page}. Или укажите другой провайдер Vagrant: VAGRANT_DEFAULT_PROVIDER=libvirt (либо parallels, vmware_desktop)',
  },
  params: { page: 'https://www.virtualbox.org/wiki/Downloads' },
}

export default virtualBox
