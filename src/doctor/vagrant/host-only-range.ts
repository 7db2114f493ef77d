import { BlockList, isIPv4 } from 'node:net'
import { atLeast } from '../../host/version.ts'
import { type Examination, onVirtualBox } from '../finding.ts'
import { virtualBoxVersion } from '../tools.ts'

const file = '/etc/vbox/networks.conf'

/** What VirtualBox allows where the file says nothing; its manual, chapter "Host-Only Networking". */
const usual = '192.168.56.0/21'

const hostOnlyRange: Examination = {
  concerns: (subject) => onVirtualBox(subject) && ['linux', 'darwin'].includes(subject.host.platform),
  async look({ host, lab }) {
    const version = await virtualBoxVersion(host)
    // The rule came with 6.1.28; on macOS 7.0 replaced the networks it was about.
    if (!version || !atLeast(version, '6.1.28') || (host.platform === 'darwin' && atLeast(version, '7.0'))) {
      return undefined
    }
    const ranges = rangesIn(host.read(file)) ?? [usual]
    const allowed = blockList(ranges)
    const refused = lab.machines.filter(({ address }) => !allowed.check(address))
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

/** Lines of the file begin with an asterisk; as soon as it is there, the usual range counts no more. */
function rangesIn(text: string | undefined): string[] | undefined {
  return text
    ?.split('\n')
    .filter((line) => line.trim().startsWith('*'))
    .flatMap((line) => line.replace('*', ' ').split(/[\s,]+/))
    .filter((word) => word !== '')
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix = ''] = range.split('/')
    if (isIPv4(address) && /^([0-9]|[12][0-9]|3[0-2])$/.test(prefix)) list.addSubnet(address, Number(prefix))
  }
  return list
}

export default hostOnlyRange
