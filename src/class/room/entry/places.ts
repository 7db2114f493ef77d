import { join } from 'node:path'
import { scoped } from '../../../providers/nspawn/places.ts'
import { roomFolder } from '../room.ts'

/**
 * What the entry of a class consists of at run time. It lies outside the home of the kit, which is for root alone:
 * the account of the entry has to get through to its program and to the keys.
 */
export function entryPlaces(room: string) {
  const folder = join('/run/pglab-class', scoped(room))
  return {
    folder,
    config: join(folder, 'sshd_config'),
    pid: join(folder, 'sshd.pid'),
    log: join(folder, 'sshd.log'),
    authorized: join(folder, 'authorized_keys'),
    /** Run for everyone who comes in, as the account of the entry. */
    enter: join(folder, 'enter'),
    /** The one program that account may run as root. */
    asRoot: join(folder, 'as-root'),
    /** Keys to the students' machines, readable by the account. */
    keys: join(folder, 'keys'),
    /** Links to the sockets of the machines that students enter. */
    sockets: join(folder, 'sockets'),
    locks: join(folder, 'locks'),
    /** The one file outside: root's permission for `asRoot`. */
    sudoers: join('/etc/sudoers.d', `pglab-class-${scoped(room)}`),
  }
}

/** The server's own key, which outlives the boot: students have seen it. */
export const hostKeyFile = (room: string): string => join(roomFolder(room), 'ssh_host_ed25519_key')
/** A file for each student who came in; its time tells when. */
export const enteredFolder = (room: string): string => join(roomFolder(room), 'entered')
/** The students' own choices, e.g. their language. */
export const settingsOf = (room: string, instance: string): string => join(roomFolder(room), 'settings', instance)
