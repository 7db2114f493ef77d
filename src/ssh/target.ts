import type { Duplex } from 'node:stream'

/** Everything needed to open an SSH connection to one machine. */
export interface SshTarget {
  machine: string
  user: string
  /** File with the private key. */
  keyFile: string
  /** The machine's own key, `ssh-ed25519 AAAA…`, where it is known beforehand; another one is refused. */
  hostKey?: string
  /** Asked with the SHA-256 of the key that the machine shows, as `ssh` writes it; false refuses the machine. */
  verify?: (fingerprint: string) => boolean
  /** The user is not root and runs every command by `sudo -n`. */
  sudo?: boolean
  /** Opens the byte stream under the connection; by TCP, or over the socket of a container. */
  open(): Promise<Duplex>
  /** The same way for the `ssh` program: its options up to and including the host. */
  command: readonly string[]
}
