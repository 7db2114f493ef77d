import { atLeast } from '../../host/version.ts'
import { type Examination, onVagrant } from '../finding.ts'
import type { Host } from '../host.ts'
import { virtualBoxVersion } from '../tools.ts'

/** The first VirtualBox that the ARM boxes of bento are built for; bento's README says so. */
const first = '7.1.6'

const appleSilicon: Examination = {
  concerns: (subject) => onVagrant(subject) && subject.host.platform === 'darwin',
  async look({ host, below }) {
    if (!(await isArm(host))) return undefined
    const version = below === 'virtualbox' ? await virtualBoxVersion(host) : undefined
    const tooOld = version !== undefined && !atLeast(version, first)
    return {
      id: 'apple-silicon',
      verdict: below !== 'virtualbox' ? 'fine' : tooOld ? 'broken' : 'poor',
      found: {
        en: 'Apple silicon with {below}{version}',
        ru: 'процессор Apple silicon, {below}{version}',
      },
      advice: {
        en: 'Only machines for ARM run here: VirtualBox {first} or newer and Vagrant 2.4 or newer are needed, and VirtualBox is young on these Macs (its host-only network fails on some versions of macOS). If it fails, take Parallels: vagrant plugin install vagrant-parallels, then export VAGRANT_DEFAULT_PROVIDER=parallels',
        ru: 'Здесь запускаются только машины для ARM: нужны VirtualBox {first} или новее и Vagrant 2.4 или новее, а VirtualBox на этих Mac ещё сырой (в некоторых версиях macOS не поднимается сеть host-only). Если не получится, возьмите Parallels: vagrant plugin install vagrant-parallels, затем export VAGRANT_DEFAULT_PROVIDER=parallels',
      },
      params: { below, version: version ? ` ${version}` : '', first },
    }
  },
}

/** A Node for Intel runs under Rosetta and says x64; the kernel knows better. */
const isArm = async (host: Host): Promise<boolean> =>
  host.arch === 'arm64' || (await host.run('sysctl', ['-n', 'hw.optional.arm64']))?.stdout.trim() === '1'

export default appleSilicon
