import { type Examination, onVirtualBox } from '../finding.ts'

const otherProvider: Examination = {
  // The variable decides; whoever has set it does not depend on Vagrant's guess.
  concerns: (subject) => onVirtualBox(subject) && !subject.host.env.VAGRANT_DEFAULT_PROVIDER,
  async look({ host }) {
    const said = (await host.run('vagrant', ['plugin', 'list']))?.stdout ?? ''
    const other = /^vagrant-(libvirt|parallels|vmware-desktop|qemu|lxc)\b/m.exec(said)?.[1]
    if (!other) return undefined
    return {
      id: 'other-provider',
      verdict: 'poor',
      found: {
        en: 'Vagrant has a second provider: {other}',
        ru: 'у Vagrant есть второй провайдер: {other}',
      },
      advice: {
        en: 'A plain "vagrant up" may choose {other} and then look for another box. ./pglab says what it wants; for vagrant itself set: {platform, select, win32 {setx VAGRANT_DEFAULT_PROVIDER virtualbox} other {export VAGRANT_DEFAULT_PROVIDER=virtualbox}}',
        ru: 'Просто «vagrant up» может выбрать {other} и искать другой образ. ./pglab указывает провайдер сам; для vagrant задайте: {platform, select, win32 {setx VAGRANT_DEFAULT_PROVIDER virtualbox} other {export VAGRANT_DEFAULT_PROVIDER=virtualbox}}',
      },
      params: { other, platform: host.platform },
    }
  },
}

export default otherProvider
