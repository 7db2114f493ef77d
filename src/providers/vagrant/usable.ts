import { cannot } from '../../errors.ts'
import { providerBelow } from './folder.ts'
import type { Tools } from './tools.ts'

/** Throws with what is missing on this host and how to come by it. */
export async function assertUsable({ vagrant, virtualBox }: Tools): Promise<void> {
  if (!(await vagrant.version())) throw noVagrant()
  if (providerBelow() !== 'virtualbox') return // Vagrant itself says what another provider lacks
  const version = await virtualBox.version()
  if (!version) throw noVirtualBox()
  if (/\/dev\/vboxdrv does not exist|kernel module is not loaded/.test(version.stdout + version.stderr)) {
    throw noKernelModule()
  }
}

const noVagrant = () =>
  cannot({
    en: 'Vagrant is not installed. Get it from https://developer.hashicorp.com/vagrant/install (on Debian and Ubuntu: apt-get install vagrant), or on Linux use containers: --provider nspawn.',
    ru: 'Vagrant не установлен. Возьмите его на https://developer.hashicorp.com/vagrant/install (в Debian и Ubuntu: apt-get install vagrant) или, если у вас Linux, выберите контейнеры: --provider nspawn.',
  })

const noVirtualBox = () =>
  cannot({
    en: 'VirtualBox is not installed: there is no VBoxManage. Get it from https://www.virtualbox.org/wiki/Downloads, or name another provider of Vagrant in VAGRANT_DEFAULT_PROVIDER, e.g. libvirt.',
    ru: 'VirtualBox не установлен: команды VBoxManage нет. Возьмите его на https://www.virtualbox.org/wiki/Downloads или укажите другой провайдер Vagrant в переменной VAGRANT_DEFAULT_PROVIDER, например libvirt.',
  })

const noKernelModule = () =>
  cannot({
    en: 'VirtualBox is installed, but its kernel module is not loaded, so no machine can start. Build and load it: sudo /sbin/vboxconfig (with the packages of Debian and Ubuntu: sudo dpkg-reconfigure virtualbox-dkms).',
    ru: 'VirtualBox установлен, но его модуль ядра не загружен, и ни одна машина не запустится. Соберите и загрузите модуль: sudo /sbin/vboxconfig (для пакетов Debian и Ubuntu: sudo dpkg-reconfigure virtualbox-dkms).',
  })
