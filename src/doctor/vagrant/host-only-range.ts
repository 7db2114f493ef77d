import { atLeast } from '../../host/version.ts'
import { allowedRanges, isIn } from '../../providers/vagrant/host-only.ts'
import { type Examination, onVirtualBox } from '../finding.ts'
import { virtualBoxVersion } from '../tools.ts'

const file = '/etc/vbox/networks.conf'

const hostOnlyRange: Examination = {
  concerns: (subject) => onVirtualBox(subject) && ['linux', 'darwin'].includes(subject.host.platform),
  async look({ host, lab }) {
    const version = await virtualBoxVersion(host)
    // The rule came with 6.1.28; on macOS 7.0 replaced the networks it was about.
    if (!version || !atLeast(version, '6.1.28') || (host.platform === 'darwin' && atLeast(version, '7.0'))) {
      return undefined
    }
    const ranges = allowedRanges(host.read(file))
    const refused = lab.machines.filter(({ address }) => !isIn(ranges, address))
    return {
      id: 'host-only-range',
      verdict: refused.length === 0 ? 'fine' : 'broken',
      found: {
        en: 'network {network} of the lab: VirtualBox allows {ranges}',
        ru: 'сеть лаборатории {network}: VirtualBox разрешает {ranges}',
      },
      advice: {
        en: 'VirtualBox refuses other addresses for a host-only network. Allow it: echo "* {network}" | sudo tee -a {file}',
        ru: 'Других адресов в сети host-only VirtualBox не даст. Разрешите: echo "* {network}" | sudo tee -a {file}',
      },
      params: { network: lab.network.cidr, ranges: ranges.join(', ') || '–', file },
    }
  },
}

export default hostOnlyRange
