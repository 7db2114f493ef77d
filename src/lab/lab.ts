import type { Text } from '../words/say.ts'

export type Settings = Readonly<Record<string, unknown>>

/** A lab file, read, checked and with every value looked up. */
export interface Lab {
  /** The name of its file. */
  id: string
  title: Text
  /** DNS domain of the machines. */
  domain: string
  network: { cidr: string; prefix: number /** The first three numbers, e.g. `192.168.56`. */; stem: string }
  timezone: string
  /** Ports worth having on the host, in the order of the file. */
  forwards: readonly Forward[]
  machines: readonly Machine[]
  /** Set only where the lab insists on a system; otherwise the provider's own default is taken. */
  os: string | undefined
}

export interface Forward {
  machine: string
  port: number
  title: Text
}

export interface Machine {
  /** The name teachers use; it may hold an underscore. */
  name: string
  /** The name as a hostname, where an underscore is not allowed. */
  hostname: string
  address: string
  group: string | undefined
  roles: readonly string[]
  /** Its roles, and what these provide by a name that several roles share, e.g. `server`. */
  offers: readonly string[]
  /** MiB, for virtual machines. */
  memory: number
  cpus: number
  /** Major version of PostgreSQL. */
  postgresql: number
  /** By role, defaults filled in. */
  settings: Readonly<Record<string, Settings>>
}
