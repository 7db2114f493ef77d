import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { classFolder } from './class-folder.ts'
import type { Graded } from './model.ts'

const shape = z.object({ id: z.string(), request: z.string(), at: z.number(), ended: z.boolean() })

/** One call of `grade`. */
export type Run = z.output<typeof shape>

/** ms after its last result in which an interrupted run is gone on with. */
const fresh = 60 * 60 * 1000

const fileOf = (className: string): string => join(classFolder(className), 'run.json')

/**
 * The run that was interrupted, if the same was asked for and it is not too long ago; else a new one.
 * @param request what was asked for, in a text that is the same for the same
 */
export function takeUp(
  className: string,
  { request, again, graded }: { request: string; again: boolean; graded: readonly Graded[] },
): { run: Run; done: Graded[] } {
  const before = read(fileOf(className))
  const done = graded.filter(({ run, result }) => run !== undefined && run === before?.id && result !== null)
  const last = Math.max(before?.at ?? 0, ...done.map(({ at }) => at))
  if (before && !again && !before.ended && before.request === request && Date.now() - last < fresh)
    return { run: before, done }
  const run = { id: randomUUID(), request, at: Date.now(), ended: false }
  write(className, run)
  return { run, done: [] }
}

export const endRun = (className: string, run: Run): void => write(className, { ...run, ended: true })

function write(className: string, run: Run): void {
  const file = fileOf(className)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify(run), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function read(file: string): Run | undefined {
  try {
    return existsSync(file) ? shape.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  } catch {
    // Without it the class is graded anew, and nothing is lost but time.
    return undefined
  }
}
