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
}

export interface InstanceMachine {
  name: string
  hostname: string
  address: string
}
