import type { Lab } from '../lab/lab.ts'
import type { Params, Text } from '../words/say.ts'
import type { Host } from './host.ts'

/** One thing looked at on this computer. */
export interface Finding {
  id: string
  /** `broken` keeps a lab from working, `poor` makes it slow or likely to fail. */
  verdict: 'fine' | 'poor' | 'broken'
  /** What was found. */
  found: Text
  /** Why it matters and the command that mends it; only where something is wrong. */
  advice?: Text
  params: Params
}

/** What is to run where. */
export interface Subject {
  host: Host
  lab: Lab
  /** The provider of the kit: `nspawn` or `vagrant`. */
  provider: string
  /** Vagrant's own provider, e.g. `virtualbox`; of no meaning without Vagrant. */
  below: string
}

export interface Examination {
  /** Whether this host and this provider give a reason to look. */
  concerns(subject: Subject): boolean
  /** Nothing where there is nothing to be said, e.g. because an examination before it has said it. */
  look(subject: Subject): Promise<Finding | undefined> | Finding | undefined
}

export const onContainers = ({ provider }: Subject): boolean => provider === 'nspawn'
export const onVagrant = ({ provider }: Subject): boolean => provider === 'vagrant'
export const onVirtualBox = ({ provider, below }: Subject): boolean => provider === 'vagrant' && below === 'virtualbox'
