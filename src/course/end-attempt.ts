import { note, readJournal } from './journal.ts'
import { progressOf } from './progress.ts'

/**
 * Ends the attempt that is going on, if any, and gives its exercise: a lab that was put back holds nothing of it, and
 * its evidence is gone with the disks.
 */
export function endAttempt(instance: string): string | undefined {
  const { current } = progressOf(readJournal(instance).entries)
  if (current !== undefined) note(instance, { what: 'finish', at: Date.now(), exercise: current })
  return current
}
