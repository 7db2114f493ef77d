import type { LabError } from '../errors.ts'
import type { Reach } from '../grading/interview.ts'
import type { Opened } from '../lifecycle/open.ts'
import type { Sessions } from '../ssh/sessions.ts'
import type { Trouble } from './model.ts'

/** Why somebody cannot be graded, thrown through whatever lies between. */
export class InTrouble extends Error {
  readonly trouble: Trouble
  constructor(found: Trouble) {
    super(found.word)
    this.trouble = found
  }
}

/** The machines of one student, each over one connection. */
export interface Contact extends Reach {
  /** Who enters where, for sentences. */
  login: { address: string; user: string }
  /** What the failure of the first question means. */
  troubleFrom(cause: unknown): Trouble
  /** A machine behind the first one showed another key than before. */
  warning(): Trouble | undefined
  /** An instance on this host, to which more can be done than asking. */
  local: { opened: Opened; sessions: Sessions } | undefined
  close(): void
}

/** What went wrong, without the sentence around it. */
export const reasonOf = (failure: unknown): string => {
  const { params, message } = failure as Partial<LabError>
  return String(params?.reason ?? message ?? failure).slice(0, 200)
}
