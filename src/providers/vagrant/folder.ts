import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Build } from '../../compile/compile.ts'
import type { Instance } from '../../instance/instance.ts'

/** The folder Vagrant works in. VirtualBox shows its name before the machine's, so it says whose machine that is. */
export const folderOf = ({ folder }: Pick<Instance, 'folder'>): string => join(folder, `pglab-${basename(folder)}`)

const vagrantfile = (instance: Pick<Instance, 'folder'>): string => join(folderOf(instance), 'Vagrantfile')

/** Whether Vagrant has ever been given this instance. */
export const isMade = (instance: Pick<Instance, 'folder'>): boolean => existsSync(vagrantfile(instance))

/** Writes what Vagrant runs, for its owner alone: passwords are in it. */
export function writeBuild(instance: Instance, build: Build): void {
  for (const { path, script } of build.machines) write(join(folderOf(instance), path), script, 0o700)
  write(vagrantfile(instance), build.vagrantfile, 0o600)
}

/** Writes beside and moves over, so that a command broken off leaves the old file or the new one. */
export function write(path: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, text, { mode })
  chmodSync(`${path}.new`, mode)
  renameSync(`${path}.new`, path)
}

/** A small file of our own beside the Vagrantfile; what cannot be read counts as not there. */
export function readJson<T extends object>(instance: Instance, name: string): Partial<T> {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folderOf(instance), name), 'utf8'))
    return typeof read === 'object' && read !== null ? (read as Partial<T>) : {}
  } catch {
    return {}
  }
}

export const writeJson = (instance: Instance, name: string, content: object): void =>
  write(join(folderOf(instance), name), `${JSON.stringify(content, null, 2)}\n`)

export interface MachineId {
  /** Which of Vagrant's providers made it, e.g. `virtualbox`. */
  provider: string
  id: string
}

/** What Vagrant itself noted about a machine it made. */
export function machineId(instance: Instance, machine: string): MachineId | undefined {
  const folder = join(folderOf(instance), '.vagrant/machines', machine)
  for (const provider of existsSync(folder) ? readdirSync(folder) : []) {
    const file = join(folder, provider, 'id')
    const id = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
    if (id !== '') return { provider, id }
  }
  return undefined
}

/** The provider below Vagrant: that of the machines which are there, else the one the environment asks for. */
export const providerBelow = (instance?: Instance): string =>
  instance?.machines.map(({ name }) => machineId(instance, name)?.provider).find((provider) => provider) ||
  process.env.VAGRANT_DEFAULT_PROVIDER ||
  'virtualbox'

const marksFile = 'provisioned.json'

/** Which machines have run which script to its end. */
export type Marks = Record<string, string>

export const readMarks = (instance: Instance): Partial<Marks> => readJson<Marks>(instance, marksFile)

export const writeMarks = (instance: Instance, marks: Partial<Marks>): void => writeJson(instance, marksFile, marks)

/** One machine and one script: a machine made anew under the old name has run nothing yet. */
export const markOf = (id: MachineId | undefined, script: string): string =>
  createHash('sha256').update(`${id?.id}\n${script}`).digest('hex')
