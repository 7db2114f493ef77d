import { oldestVagrant } from '../../compile/vagrantfile.ts'
import { cannot } from '../../errors.ts'
import { atLeast, versionIn } from '../../host/version.ts'
import { providerBelow } from './folder.ts'
import type { Tools } from './tools.ts'
import { vagrantFor } from './versions.ts'

/** Throws with what is missing on this host and how to come by it. */
export async function assertUsable({ vagrant, virtualBox }: Tools): Promise<void> {
  const said = await vagrant.version()
  if (!said) throw noVagrant()
  const vagrantVersion = versionIn(said.stdout) ?? oldestVagrant
  if (!atLeast(vagrantVersion, oldestVagrant)) throw tooOld(vagrantVersion)
  if (providerBelow() !== 'virtualbox') return // Vagrant itself says what another provider lacks
  const version = await virtualBox.version()
  if (!version) throw noVirtualBox()
  if (/\/dev\/vboxdrv does not exist|kernel module is not loaded/.test(version.stdout + version.stderr)) {
    throw noKernelModule()
  }
  const virtualBoxVersion = versionIn(version.stdout) ?? '0'
  const needed = vagrantFor(virtualBoxVersion)
  if (!atLeast(vagrantVersion, needed)) throw misfit(vagrantVersion, virtualBoxVersion, needed)
}

const tooOld = (version: string) =>
  cannot(
    {
      en: 'Vagrant {version} is too old: the Vagrantfile of a lab needs {oldest} or newer. Get it from https://developer.hashicorp.com/vagrant/install',
      ru: 'Vagrant {version} слишком старый: Vagrantfile лаборатории требует {oldest} или новее. Возьмите его на https://developer.hashicorp.com/vagrant/install',
    },
    { version, oldest: oldestVagrant },
  )

const misfit = (version: string, virtualBox: string, needed: string) =>
  cannot(
    {
      en: 'Vagrant {version} does not know VirtualBox {virtualBox}: it takes Vagrant {needed} or newer (https://developer.hashicorp.com/vagrant/install), or an older VirtualBox.',
      ru: 'Vagrant {version} не умеет работать с VirtualBox {virtualBox}: нужен Vagrant {needed} или новее (https://developer.hashicorp.com/vagrant/install) либо более старый VirtualBox.',
    },
    { version, virtualBox, needed },
  )

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
