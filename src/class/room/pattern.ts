import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { compile } from '../../compile/compile.ts'
import { secretsFrom } from '../../compile/secrets.ts'
import { secretsOf } from '../../instance/secrets.ts'
import { instanceNames, readInstance, seedOf } from '../../instance/store.ts'
import { freshSnapshot, type Steps, up } from '../../lifecycle/up.ts'
import { imageUsedBy } from '../../providers/nspawn/image.ts'
import { baseOf, onlyLayerOf } from '../../providers/nspawn/layers.ts'
import { noting } from './difference.ts'
import { instanceIn, type OpenedRoom } from './open-room.ts'
import { roomFolder } from './room.ts'

/*
 * The pattern is a lab that is brought up once for a class and never runs again: what its machines have written lies
 * below the disks of every student, who add only what differs.
 */

const record = z.object({
  /** Folder with a folder for each machine. */
  base: z.string(),
  image: z.string(),
  /** Names of the SSH keys that its disks hold. */
  keys: z.array(z.string()),
  /** Of all that its scripts say but for the secrets. */
  digest: z.string(),
})

export interface Pattern extends z.output<typeof record> {
  /** Out of which the secrets on its disks have grown. */
  seed: string
}

const folderOf = (room: string): string => join(roomFolder(room), 'pattern')
const fileOf = (room: string): string => join(folderOf(room), 'pattern.json')

/** The pattern of a class: made where there is none, made anew where the kit has changed and nobody stands on it yet. */
export async function patternOf(opened: OpenedRoom, steps: Steps, signal?: AbortSignal): Promise<Pattern> {
  const { room } = opened
  const found = read(room.name)
  if (found && (isCurrent(found, opened) || isUsed(found))) return found
  const instance = instanceIn(opened, `${room.name}--pattern`, folderOf(room.name))
  const pattern = { ...opened, instance }
  const { provider } = opened
  // What an interrupted making left.
  await provider.destroy(instance, () => {})
  rmSync(instance.folder, { recursive: true, force: true })
  try {
    await up(pattern, steps, signal)
    await steps.step('halt', async (progress) => {
      await provider.snapshots.restore(instance, freshSnapshot, progress)
      await provider.halt(instance, undefined, progress)
    })
    const { secrets, keys } = noting(secretsOf(instance))
    compile({ lab: opened.lab, known: opened.known, os: room.os, secrets })
    const base = onlyLayerOf(instance, freshSnapshot)
    const image = imageUsedBy(instance.folder)
    if (base === undefined || image === undefined) throw new Error('the pattern has no layer of its own')
    write(room.name, { base, image, keys: [...keys], digest: digestOf(opened) })
    return { base, image, keys: [...keys], digest: digestOf(opened), seed: seedOf(instance) }
  } catch (trouble) {
    await provider.destroy(instance, () => {})
    rmSync(instance.folder, { recursive: true, force: true })
    throw trouble
  }
}

function read(room: string): Pattern | undefined {
  if (!existsSync(fileOf(room))) return undefined
  const { success, data } = record.safeParse(JSON.parse(readFileSync(fileOf(room), 'utf8')))
  if (!success || !existsSync(data.base) || !existsSync(data.image)) return undefined
  return { ...data, seed: readFileSync(join(folderOf(room), 'seed'), 'utf8').trim() }
}

/** Written last and at once: a pattern is there whole or not at all. */
function write(room: string, pattern: z.output<typeof record>): void {
  writeFileSync(`${fileOf(room)}.new`, `${JSON.stringify(pattern, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${fileOf(room)}.new`, fileOf(room))
}

const isCurrent = (pattern: Pattern, opened: OpenedRoom): boolean => pattern.digest === digestOf(opened)

/** Whether the kit makes other machines now than it did for the pattern. */
export const isOutdated = (pattern: Pattern, opened: OpenedRoom): boolean => !isCurrent(pattern, opened)

const isUsed = ({ base }: Pattern): boolean =>
  instanceNames().some((name) => {
    const instance = readInstance(name)
    return instance !== undefined && instance.provider === 'nspawn' && baseOf(instance) === base
  })

function digestOf({ lab, known, room }: OpenedRoom): string {
  const { machines } = compile({ lab, known, os: room.os, secrets: secretsFrom('00'.repeat(32)) })
  return createHash('sha256')
    .update(JSON.stringify(machines.map(({ script }) => script)))
    .digest('hex')
}

/** Removes the pattern with the last lab that stood on it. */
export async function removePattern({ provider, ...opened }: OpenedRoom): Promise<void> {
  const folder = folderOf(opened.room.name)
  await provider.destroy(instanceIn({ ...opened, provider }, `${opened.room.name}--pattern`, folder), () => {})
  rmSync(folder, { recursive: true, force: true })
}
