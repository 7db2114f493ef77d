import { BlockList, isIPv4 } from 'node:net'

/** What VirtualBox since 6.1.28 allows where networks.conf says nothing: its manual, "Host-Only Networking". */
const usual = '192.168.56.0/21'

/**
 * The ranges in which VirtualBox on Linux and older Macs allows host-only networks. As soon as networks.conf is
 * there, the usual range counts no more.
 *
 * @param conf text of /etc/vbox/networks.conf: lines of an asterisk and ranges
 */
export const allowedRanges = (conf: string | undefined): string[] =>
  conf
    ?.split('\n')
    .filter((line) => line.trim().startsWith('*'))
    .flatMap((line) => line.replace('*', ' ').split(/[\s,]+/))
    .filter((word) => word !== '') ?? [usual]

/** Whether an address lies in one of the ranges; what is no range allows nothing. */
export function isIn(ranges: readonly string[], address: string): boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const [start = '', prefix = ''] = range.split('/')
    if (isIPv4(start) && /^([0-9]|[12][0-9]|3[0-2])$/.test(prefix)) list.addSubnet(start, Number(prefix))
  }
  return list.check(address)
}
