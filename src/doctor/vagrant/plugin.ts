import { type Examination, onVagrant } from '../finding.ts'

/** Providers that come to Vagrant as plugins, and the names of those. */
const plugins: Readonly<Record<string, string>> = {
  libvirt: 'vagrant-libvirt',
  parallels: 'vagrant-parallels',
  vmware_desktop: 'vagrant-vmware-desktop',
}

const plugin: Examination = {
  concerns: (subject) => onVagrant(subject) && Object.hasOwn(plugins, subject.below),
  async look({ host, below }) {
    const wanted = plugins[below] ?? below
    const said = await host.run('vagrant', ['plugin', 'list'])
    if (!said) return undefined
    const there = said.stdout.split('\n').some((line) => line.startsWith(`${wanted} `))
    return {
      id: 'plugin',
      verdict: there ? 'fine' : 'broken',
      found: {
        en: "Vagrant's provider {below}: {there, select, yes {installed} other {not installed}}",
        ru: 'провайдер Vagrant {below}: {there, select, yes {установлен} other {не установлен}}',
      },
      advice: {
        en: 'VAGRANT_DEFAULT_PROVIDER asks for it, and Vagrant has it only as a plugin: vagrant plugin install {wanted}',
        ru: 'Его требует VAGRANT_DEFAULT_PROVIDER, а в Vagrant он есть только как плагин: vagrant plugin install {wanted}',
      },
      params: { below, wanted, there: there ? 'yes' : 'no' },
    }
  },
}

export default plugin
