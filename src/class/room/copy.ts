import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { secretsFrom } from '../../compile/secrets.ts'
import type { Instance } from '../../instance/instance.ts'
import { passwordSeed, secretsOf } from '../../instance/secrets.ts'
import { seedOf } from '../../instance/store.ts'
import { freshSnapshot } from '../../lifecycle/up.ts'
import { noteImage } from '../../providers/nspawn/image.ts'
import { lay, type Placed } from '../../providers/nspawn/lay.ts'
import { beginOn } from '../../providers/nspawn/layers.ts'
import { digestOf, type Exchange, exchanged, keyExchange } from './difference.ts'
import type { Pattern } from './pattern.ts'

/** Larger files hold no keys; databases are among them. */
const maxSize = 256 * 1024

/** Where no file of the kit lies: data, and what the system said while the pattern ran. */
const passedOver = [
  'var/lib/postgresql',
  'var/lib/pgsql',
  'var/lib/etcd',
  'var/log',
  'var/cache',
  'usr/lib',
  'usr/share',
]

const scriptPath = 'usr/local/lib/pglab/machine.sh'

/**
 * Gives a new instance the disks of the pattern with SSH keys of its own. Passwords stay those of the pattern: its
 * databases know them. Nothing is copied but the few files that differ; they and the pattern are the snapshot `fresh`.
 */
export function copyPattern(pattern: Pattern, instance: Instance): void {
  // What an interrupted copy left; the record of the instance is not yet written.
  rmSync(instance.folder, { recursive: true, force: true })
  mkdirSync(instance.folder, { recursive: true, mode: 0o700 })
  writeFileSync(passwordSeed(instance), `${pattern.seed}\n`, { mode: 0o600 })
  noteImage(instance.folder, pattern.image)
  const secrets = secretsOf(instance)
  const keys = keyExchange(pattern.keys, secretsFrom(pattern.seed), secrets)
  beginOn(instance, pattern.base, freshSnapshot, (machine, folder) => {
    const disk = join(pattern.base, machine)
    const files = [...changedFiles(disk, keys), machineId(instance, machine)]
    // The student enters the first machine, and from there the others with the key of the lab.
    if (machine === instance.machines[0]?.name)
      files.push(
        { path: 'home/student/.ssh/id_ed25519', text: secrets.sshKey('pglab').privateKey, mode: 0o600 },
        // The entry has said what there is to say.
        { path: 'home/student/.hushlogin', text: '', mode: 0o644 },
      )
    for (const file of files) lay(folder, [disk, pattern.image], file)
  })
}

/** The files of a disk in which something is to be exchanged, and the stamp by which the script counts as run. */
function changedFiles(disk: string, keys: Exchange): Placed[] {
  const script = readFileSync(join(disk, scriptPath), 'utf8')
  const exchange: Exchange = [...keys, [digestOf(script), digestOf(exchanged(script, keys))]]
  return textFiles(disk, disk).flatMap((path) => {
    const text = readFileSync(join(disk, path), 'latin1')
    return exchange.some(([old]) => text.includes(old))
      ? [{ path, text: exchanged(readFileSync(join(disk, path), 'utf8'), exchange) }]
      : []
  })
}

function textFiles(folder: string, disk: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = relative(disk, join(folder, entry.name))
    if (entry.isDirectory()) return passedOver.includes(path) ? [] : textFiles(join(folder, entry.name), disk)
    return entry.isFile() && lstatSync(join(folder, entry.name)).size <= maxSize ? [path] : []
  })
}

/** Two machines with one id would be one to whatever tells machines apart by it (machine-id(5)). */
const machineId = (instance: Instance, machine: string): Placed => ({
  path: 'etc/machine-id',
  text: `${createHash('sha256')
    .update(`machine-id\0${machine}\0${seedOf(instance)}`)
    .digest('hex')
    .slice(0, 32)}\n`,
  mode: 0o444,
})
