import { chmodSync, lchownSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** How many user ids a machine has; systemd-nspawn and everybody else gives a container that many. */
export const idRange = 65_536

/** Gives a tree of files whose owners are below 65536 to the users of a range that begins at `first`. Done twice, it does nothing. */
export function moveOwners(path: string, first: number): void {
  const { uid, gid, mode } = lstatSync(path)
  if (uid < idRange || gid < idRange) {
    lchownSync(path, uid < idRange ? uid + first : uid, gid < idRange ? gid + first : gid)
    // The kernel takes these bits away from whatever changes its owner, and sudo is nothing without them.
    if (mode & 0o6000 && (mode & 0o170000) === 0o100000) chmodSync(path, mode & 0o7777)
  }
  if ((mode & 0o170000) !== 0o040000) return
  for (const name of readdirSync(path)) moveOwners(join(path, name), first)
}
