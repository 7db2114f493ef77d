import { oldestVagrant } from '../../compile/vagrantfile.ts'
import { atLeast } from '../../host/version.ts'
import { type Examination, onVagrant } from '../finding.ts'
import { vagrantVersion } from '../tools.ts'

const vagrant: Examination = {
  concerns: onVagrant,
  async look({ host }) {
    const version = await vagrantVersion(host)
    return {
      id: 'vagrant',
      verdict: version !== undefined && atLeast(version, oldestVagrant) ? 'fine' : 'broken',
      found: {
        en: 'Vagrant: {there, select, yes {version {version}} other {not installed}}',
        ru: 'Vagrant: {there, select, yes {версия {version}} other {не установлен}}',
      },
      advice: {
        en: 'The Vagrantfile of a lab needs {oldest} or newer. Get it from {page}{platform, select, linux { or: sudo apt-get install vagrant} darwin { or: brew install --cask hashicorp-vagrant} win32 { or: winget install Hashicorp.Vagrant} other {}}',
        ru: 'Vagrantfile лаборатории требует {oldest} или новее. Скачать: {page}{platform, select, linux { или: sudo apt-get install vagrant} darwin { или: brew install --cask hashicorp-vagrant} win32 { или: winget install Hashicorp.Vagrant} other {}}',
      },
      params: {
        there: version ? 'yes' : 'no',
        version: version ?? '',
        oldest: oldestVagrant,
        page: 'https://developer.hashicorp.com/vagrant/install',
        platform: host.platform,
      },
    }
  },
}

export default vagrant
