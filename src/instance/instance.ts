/** A lab that was brought up, or is being brought up, under a name on this host. */
export interface Instance {
  name: string
  /** Which lab file it was made from. */
  lab: string
  provider: string
  /** Identifier of the system in provision/os. */
  os: string
  /** Milliseconds since 1970. */
  created: number
  /** The folder with everything that belongs to it, and nothing that belongs to another. */
  folder: string
  /** Machines in the order of the lab file, with what a provider needs of them. */
  machines: readonly InstanceMachine[]
  network: { prefix: number }
  /** What all its machines together may take of the host; without it whatever is there. */
  limits?: Limits
  /**
   * The user ids of its machines begin here on the host, 65536 of them: who is root there is nobody here.
   * Without it they are the host's own, which is right where whoever works in the lab owns the host too.
   */
  firstUid?: number
}

export interface Limits {
  /** Bytes */
  memory: number
  /** Processors; 1.5 is one and a half. */
  cpus: number
  processes: number
}

export interface InstanceMachine {
  name: string
  hostname: string
  address: string
}
