import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepare, type Wish } from '../../src/bundle/prepare.ts'
import { run } from '../../src/host/run.ts'
import type { Steps } from '../../src/lifecycle/up.ts'

/** A folder of its own for a test. */
export function folderFor(t: { teardown(clean: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'pglab-bundle-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const seed = 'ab'.repeat(32)

/** Steps that say nothing. */
export const quiet: Steps = { step: (_, work) => work(() => {}) }

/** Makes a bundle as the command does; without a word about it, of the Patroni lab on Rocky Linux 9, without exercises. */
export async function make(out: string, wish: Partial<Wish> = {}, signal = new AbortController().signal) {
  const ready = await prepare({ lab: 'patroni', os: 'rocky9', out, seed, exercises: '/none', ...wish })
  return ready.write(quiet, signal)
}

/** Writes a box file as `vagrant package` does, for VirtualBox unless said otherwise. */
export async function makeBoxFile(folder: string, name = 'lab.box', metadata = '{"provider":"virtualbox"}') {
  writeFileSync(join(folder, 'metadata.json'), metadata)
  writeFileSync(join(folder, 'box-disk001.vmdk'), Buffer.alloc(300_000, 'pglab'))
  await run('tar', ['-czf', join(folder, name), './box-disk001.vmdk', './metadata.json'], { cwd: folder })
  return join(folder, name)
}
