import { readFileSync } from 'node:fs'
import { cannot } from '../../errors.ts'
import type { Lab } from '../../lab/lab.ts'
import { memoryConcern, networkConcern } from './concerns.ts'

/**
 * Throws where the virtual machines of a lab cannot run on this computer; nothing has been made by then.
 *
 * @param below which of Vagrant's providers makes them
 * @param memory of this computer, MiB
 */
export function assertFits(lab: Lab, below: string, memory: number, platform = process.platform): void {
  const restricted = platform === 'linux' && below === 'virtualbox'
  const concern = memoryConcern(lab, memory) ?? (restricted ? networkConcern(lab, networksConf()) : undefined)
  if (concern) throw cannot(concern.text, concern.params)
}

function networksConf(): string | undefined {
  try {
    return readFileSync('/etc/vbox/networks.conf', 'utf8')
  } catch {
    return undefined // without the file, VirtualBox's own range holds
  }
}
