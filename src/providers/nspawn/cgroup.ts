import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cannot } from '../../errors.ts'
import { waitUntil } from '../../host/wait-until.ts'

/**
 * A control group per machine (cgroup v2). The kernel knows by it which processes belong to the machine,
 * so what runs is never guessed from a file with a process id.
 */
export const makeCgroup = (path: string): void => {
  mkdirSync(path, { recursive: true })
}

export const isPopulated = (path: string): boolean => event(path, 'populated')

export const isFrozen = (path: string): boolean => event(path, 'frozen')

/** Stops or continues every process at one moment; returns when the kernel says it is so. */
export async function setFrozen(path: string, frozen: boolean): Promise<void> {
  writeFileSync(join(path, 'cgroup.freeze'), frozen ? '1' : '0')
  await waitUntil({ probe: () => (isFrozen(path) === frozen ? true : undefined), within: 5000, every: 5 })
}

/**
 * Kills every process of a group, as a power cut would, and removes it. A process that was just being started may
 * enter after a kill, so the kill is repeated until the group can be removed.
 */
export async function endCgroup(path: string): Promise<void> {
  if (!existsSync(path)) return
  const gone = await waitUntil({
    within: 15_000,
    every: 10,
    probe: () => {
      try {
        writeFileSync(join(path, 'cgroup.kill'), '1')
        if (isPopulated(path)) return undefined
        removeCgroup(path)
        return true
      } catch {
        return existsSync(path) ? undefined : true
      }
    },
  })
  if (gone) return
  throw cannot(
    {
      en: 'Processes in {path} cannot be ended; look at them with: cat {path}/cgroup.procs',
      ru: 'Не удаётся завершить процессы в {path}; посмотрите их: cat {path}/cgroup.procs',
    },
    { path },
  )
}

/** Removes an empty group with all below it, deepest first, as the kernel wants it. */
export function removeCgroup(path: string): void {
  if (!existsSync(path)) return
  for (const child of readdirSync(path, { withFileTypes: true })) {
    if (child.isDirectory()) removeCgroup(join(path, child.name))
  }
  rmdirSync(path)
}

/** Process ids of the group and all below it. Services come and go: a group that vanishes while it is read holds none. */
export function processes(path: string): number[] {
  try {
    const own = readFileSync(join(path, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number)
    const below = readdirSync(path, { withFileTypes: true }).flatMap((child) =>
      child.isDirectory() ? processes(join(path, child.name)) : [],
    )
    return [...own, ...below]
  } catch (trouble) {
    // Gone before it was opened, or while it was read.
    if (['ENOENT', 'ENODEV'].includes((trouble as NodeJS.ErrnoException).code ?? '')) return []
    throw trouble
  }
}

function event(path: string, name: string): boolean {
  try {
    return new RegExp(`^${name} 1$`, 'm').test(readFileSync(join(path, 'cgroup.events'), 'utf8'))
  } catch {
    // No group: nothing runs.
    return false
  }
}
