import type { Started } from '../course/journal.ts'
import type { Lab } from '../lab/lab.ts'
import type { Basis } from './model.ts'
import { birthOf, type Meeting } from './stamps.ts'
import type { Contact } from './ways-contact.ts'

/** From where on the past of an exercise is looked at. */
export interface Beginning {
  /** Whether the past was asked for. */
  wanted: boolean
  mark: string | null
  /** Answers of the start; undefined where nobody noted them. */
  before: Started['before'] | undefined
}

/**
 * Where the evidence of an exercise begins: at its start, where the stamp is of this exercise; with the lab, where
 * there is no stamp at all; nowhere where the lab was started for another exercise.
 */
export async function beginningOf(
  exercise: string,
  basis: Basis,
  { meeting, contact, lab }: { meeting: Meeting; contact: Contact; lab: Lab },
): Promise<Beginning> {
  const wanted = basis === 'evidence'
  const started = meeting.stamp?.started
  if (!wanted || (started && started.exercise !== exercise)) return { wanted, mark: null, before: undefined }
  if (started) return { wanted, mark: started.mark, before: started.before }
  // A lab whose observer is gone has evidence of nothing; its machines may be sound all the same.
  return { wanted, mark: await birthOf(contact, lab).catch(() => null), before: undefined }
}
