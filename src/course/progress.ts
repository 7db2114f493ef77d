import type { Checked, Entry, Started } from './journal.ts'

/** How far a learner has come in one exercise. */
export interface Standing {
  /** The attempt that is going on or was the last. */
  started: Started | undefined
  /** Checks of that attempt. */
  checks: readonly Checked[]
  /** The best check of all attempts. */
  best: Checked | undefined
  attempts: number
  hints: number
  /** Hints of each task that were shown in any attempt. */
  hintsOf: Readonly<Record<string, number>>
  /** Whether the solution was shown before a pass. */
  gaveUp: boolean
  passed: boolean
}

export interface Progress {
  of(exercise: string): Standing
  /** The exercise that was started and not finished. */
  current: string | undefined
}

const nothing: Standing = {
  started: undefined,
  checks: [],
  best: undefined,
  attempts: 0,
  hints: 0,
  hintsOf: {},
  gaveUp: false,
  passed: false,
}

/** What the journal amounts to. */
export function progressOf(entries: readonly Entry[]): Progress {
  const standings = new Map<string, Standing>()
  let current: string | undefined
  for (const entry of entries) {
    const before = standings.get(entry.exercise) ?? nothing
    standings.set(entry.exercise, after(before, entry))
    if (entry.what === 'start') current = entry.exercise
    if (entry.what === 'finish' && current === entry.exercise) current = undefined
  }
  return { current, of: (exercise) => standings.get(exercise) ?? nothing }
}

function after(before: Standing, entry: Entry): Standing {
  switch (entry.what) {
    case 'start':
      return { ...before, started: entry, checks: [], attempts: before.attempts + 1 }
    case 'check':
      return {
        ...before,
        checks: [...before.checks, entry],
        best: before.best && before.best.points >= entry.points ? before.best : entry,
        passed: before.passed || entry.verdict === 'pass',
      }
    case 'hint':
      return {
        ...before,
        hints: before.hints + 1,
        hintsOf: { ...before.hintsOf, [entry.task]: Math.max(before.hintsOf[entry.task] ?? 0, entry.step) },
      }
    case 'solution':
      return { ...before, gaveUp: before.gaveUp || entry.asked }
    case 'finish':
      return before
  }
}
