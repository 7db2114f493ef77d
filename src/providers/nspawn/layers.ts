import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { cannot } from '../../errors.ts'
import type { Instance } from '../../instance/instance.ts'
import type { Snapshot } from '../provider.ts'
import { copyTree } from './copy-tree.ts'
import { layersFolder, placesOf } from './places.ts'

/*
 * The disks of an instance are stacks of folders (overlayfs): the image at the bottom, then layers that never change
 * any more, and on top what each machine has written since. A snapshot is a name for a stack; all machines of the
 * instance share it, because they were taken at the same moment. Restoring throws the top away.
 */

interface StackFile {
  /** Layers below the machines' own top, the uppermost first. */
  stack: string[]
  snapshots: Record<string, { created: number; stack: string[] }>
  /** Folder with a folder for each machine: what many instances share below layers of their own. It never changes. */
  base?: string
  /** Set while the tops are being thrown away, so that an interrupted restore is finished by the next command. */
  discarding?: boolean
}

/** The mount option that names the layers has a limit of one page; this many paths fit with room to spare. */
const maxLayers = 24

const stackFile = (instance: Instance): string => join(instance.folder, 'stack.json')

function read(instance: Instance): StackFile {
  const file = stackFile(instance)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StackFile) : { stack: [], snapshots: {} }
}

function write(instance: Instance, content: StackFile): void {
  const file = stackFile(instance)
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** The folders under a machine's own top, uppermost first, without the image. */
export function layersOf(instance: Instance, machine: string): string[] {
  const { stack, base } = read(instance)
  const own = stack.map((layer) => join(layersFolder(instance), layer, machine))
  return base === undefined ? own : [...own, join(base, machine)]
}

/** The folder that an instance shares with others, where it stands on one. */
export const baseOf = (instance: Instance): string | undefined => read(instance).base

/**
 * Lets an instance that has no disks yet begin on layers of another one. `fill` writes into a folder what is different
 * on a machine; that folder and what lies below it are the snapshot of this name.
 */
export function beginOn(
  instance: Instance,
  base: string,
  name: string,
  fill: (machine: string, folder: string) => void,
): void {
  const layer = newLayer(instance)
  const part = join(layersFolder(instance), `${layer}.part`)
  for (const { name: machine } of instance.machines) {
    // The mode counts: it is that of the machine's root folder.
    mkdirSync(join(part, machine), { mode: 0o755 })
    if (instance.firstUid !== undefined) chownSync(join(part, machine), instance.firstUid, instance.firstUid)
    fill(machine, join(part, machine))
  }
  renameSync(part, join(layersFolder(instance), layer))
  write(instance, { base, stack: [layer], snapshots: { [name]: { created: Date.now(), stack: [layer] } } })
}

/** The folder whose machines' folders are what was written until a snapshot, on the image alone. */
export function onlyLayerOf(instance: Instance, name: string): string | undefined {
  const stack = read(instance).snapshots[name]?.stack ?? []
  return stack.length === 1 && stack[0] !== undefined ? join(layersFolder(instance), stack[0]) : undefined
}

export const listSnapshots = (instance: Instance): Snapshot[] =>
  Object.entries(read(instance).snapshots)
    .map(([name, { created }]) => ({ name, created }))
    .sort((a, b) => a.created - b.created)

/**
 * Copies the tops of machines that stand still (frozen) into a new layer; they go on with the tops they have.
 * The copy costs what the machines have written.
 */
export async function copyTops(instance: Instance, name: string): Promise<void> {
  const layer = newLayer(instance)
  await Promise.all(
    instance.machines.map((machine) =>
      copyTree(placesOf(instance, machine).upper, join(layersFolder(instance), `${layer}.part`, machine.name)),
    ),
  )
  renameSync(join(layersFolder(instance), `${layer}.part`), join(layersFolder(instance), layer))
  const content = read(instance)
  content.snapshots[name] = { created: Date.now(), stack: [layer, ...content.stack] }
  write(instance, content)
}

/** Turns the tops of machines that are off into a layer: no copying, however much they hold. */
export function pushTops(instance: Instance, name: string): void {
  const layer = newLayer(instance)
  for (const machine of instance.machines) {
    const { upper } = placesOf(instance, machine)
    renameSync(upper, join(layersFolder(instance), `${layer}.part`, machine.name))
  }
  const content = read(instance)
  const stack = [layer, ...content.stack]
  renameSync(join(layersFolder(instance), `${layer}.part`), join(layersFolder(instance), layer))
  content.stack = stack
  content.snapshots[name] = { created: Date.now(), stack }
  write(instance, content)
  makeTops(instance)
}

/** Puts the stack of a snapshot under empty tops. The machines must be off. */
export function restoreStack(instance: Instance, name: string): void {
  const content = read(instance)
  const snapshot = content.snapshots[name]
  if (!snapshot) throw new Error(`no snapshot ${name}`)
  write(instance, { ...content, stack: snapshot.stack, discarding: true })
  finishDiscarding(instance)
  collect(instance)
}

export function forgetSnapshot(instance: Instance, name: string): void {
  const content = read(instance)
  delete content.snapshots[name]
  write(instance, content)
  collect(instance)
}

/** Ends what a killed command left half done. Called before anything else touches the disks. */
export function recover(instance: Instance): void {
  const content = read(instance)
  if (content.discarding) finishDiscarding(instance)
  removeWaste(instance)
  const folder = layersFolder(instance)
  for (const part of existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.part')) : []) {
    for (const machine of instance.machines) {
      const { upper } = placesOf(instance, machine)
      // A top that was already moved away is the only copy: put it back.
      if (!existsSync(upper) && existsSync(join(folder, part, machine.name))) {
        renameSync(join(folder, part, machine.name), upper)
      }
    }
    rmSync(join(folder, part), { recursive: true, force: true })
  }
  adoptUnknownTop(instance)
  collect(instance)
}

/** A layer that was finished, but killed before the stack named it, while the tops are gone: it is the tops. */
function adoptUnknownTop(instance: Instance): void {
  const content = read(instance)
  const known = new Set([content.stack, ...Object.values(content.snapshots).map(({ stack }) => stack)].flat())
  const folder = layersFolder(instance)
  for (const layer of existsSync(folder) ? readdirSync(folder) : []) {
    if (known.has(layer)) continue
    for (const machine of instance.machines) {
      const { upper } = placesOf(instance, machine)
      if (!existsSync(upper) && existsSync(join(folder, layer, machine.name)))
        renameSync(join(folder, layer, machine.name), upper)
    }
  }
}

export function makeTops(instance: Instance): void {
  for (const machine of instance.machines) {
    const { upper, work, root } = placesOf(instance, machine)
    for (const path of [upper, work, root]) mkdirSync(path, { recursive: true, mode: 0o755 })
    // The folder is the machine's root folder, whose owner is the machine's root.
    if (instance.firstUid !== undefined) chownSync(upper, instance.firstUid, instance.firstUid)
  }
}

function finishDiscarding(instance: Instance): void {
  const waste = join(instance.folder, `discarded-${Date.now()}`)
  for (const machine of instance.machines) {
    const { folder, upper, work } = placesOf(instance, machine)
    mkdirSync(join(waste, machine.name), { recursive: true })
    for (const path of [upper, work]) {
      if (existsSync(path)) renameSync(path, join(waste, machine.name, relative(folder, path)))
    }
  }
  makeTops(instance)
  const { discarding: _, ...content } = read(instance)
  write(instance, content)
  removeWaste(instance)
}

/** Thousands of files need not be gone before the machines may start: another process removes them meanwhile. */
function removeWaste(instance: Instance): void {
  const waste = readdirSync(instance.folder).filter((name) => name.startsWith('discarded-'))
  if (waste.length === 0) return
  spawn('rm', ['-rf', '--', ...waste], { cwd: instance.folder, detached: true, stdio: 'ignore' }).unref()
}

/** Removes layers that no snapshot and no machine needs any more. */
function collect(instance: Instance): void {
  const { stack, snapshots } = read(instance)
  const needed = new Set([stack, ...Object.values(snapshots).map((snapshot) => snapshot.stack)].flat())
  const folder = layersFolder(instance)
  for (const layer of existsSync(folder) ? readdirSync(folder) : []) {
    if (!needed.has(layer)) rmSync(join(folder, layer), { recursive: true, force: true })
  }
}

function newLayer(instance: Instance): string {
  if (read(instance).stack.length >= maxLayers) {
    throw cannot(
      {
        en: 'This lab stands on {n} snapshots one above the other, which is the limit. Restore an older one first: ./pglab snapshot list',
        ru: 'Под этой лабораторией уже {n} снимков один над другим, это предел. Сначала вернитесь к более старому: ./pglab snapshot list',
      },
      { n: maxLayers },
    )
  }
  const layer = String(Date.now())
  mkdirSync(join(layersFolder(instance), `${layer}.part`), { recursive: true, mode: 0o755 })
  return layer
}
