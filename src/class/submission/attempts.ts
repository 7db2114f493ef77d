import type { Checked, Entry, Started } from '../../course/journal.ts'
import { grouped } from '../grouped.ts'

/** One attempt of a journal, as far as marks go. */
export interface JournalAttempt {
  started: Started
  /** Checks, oldest first; never empty. */
  checks: readonly Checked[]
  /** Hints that were new in it. Who asks for the solution before a pass has seen all of them. */
  hints: number
}

/**
 * The attempts of a journal that were checked, by exercise.
 * @param hintsOf how many hints an exercise has
 */
export function attemptsIn(
  journal: readonly Entry[],
  hintsOf: (exercise: string) => number,
): Map<string, JournalAttempt[]> {
  return new Map(
    [...grouped(journal, ({ exercise }) => exercise)].map(([exercise, entries]) => [
      exercise,
      ofOne(entries, hintsOf(exercise)),
    ]),
  )
}

function ofOne(entries: readonly Entry[], allHints: number): JournalAttempt[] {
  const attempts: { started: Started; checks: Checked[]; hints: number }[] = []
  const seen = new Set<string>()
  let gaveUp = false
  for (const entry of entries) {
    if (entry.what === 'start') attempts.push({ started: entry, checks: [], hints: 0 })
    const attempt = attempts.at(-1)
    if (attempt === undefined) continue
    const before = gaveUp ? allHints : seen.size
    if (entry.what === 'check') attempt.checks.push(entry)
    if (entry.what === 'hint') seen.add(`${entry.task} ${entry.step}`)
    if (entry.what === 'solution' && entry.asked) gaveUp = true
    attempt.hints += Math.max(0, (gaveUp ? allHints : Math.min(seen.size, allHints)) - Math.min(before, allHints))
  }
  return attempts.filter(({ checks }) => checks.length > 0)
}
