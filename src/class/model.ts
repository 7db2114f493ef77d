import type { Result } from '../grading/result.ts'
import type { Params } from '../words/say.ts'

/** How the lab of a student is reached: over the network, or as an instance on this host. */
export type Way =
  | {
      host: string
      port: number
      user: string
      /** File with the private key. */
      key: string
      /** `user@host:port` of a machine in between. */
      jump: string | undefined
    }
  | { instance: string }

/** One student of the roster. Whatever a person typed into it is data: it is escaped wherever it is shown. */
export interface Student {
  id: string
  name: string
  email: string
  group: string
  /** Undefined where neither the roster nor a class on this host has one: nothing can be graded live then. */
  way: Way | undefined
  /** Columns the kit knows nothing of, kept as they are. */
  extra: Readonly<Record<string, string>>
}

/** A roster file, read and found right. */
export interface Roster {
  /** The name of the class: the roster file's name without its ending. Results are kept under it. */
  name: string
  /** Path of the file. */
  file: string
  students: readonly Student[]
}

/** Where a result comes from. */
export type Source = 'live' | 'submission'

/** `now`: what held at that moment; `evidence`: also what recorder and ledger prove of the time since the start. */
export type Basis = 'now' | 'evidence'

/** Why there is no result, or one to be taken with care: a key of src/class/trouble-words.ts and what its words need. */
export interface Trouble {
  word: string
  params: Params
}

/** One exercise of one student, graded once. One line of the results file, in no language. */
export interface Graded {
  /** ms since 1970, by the clock of the grader. */
  at: number
  /** Submissions: when the file was read, ms since 1970. Of two readings of one look the newer stands. */
  read?: number
  student: string
  lab: string
  exercise: string
  source: Source
  basis: Basis
  /** When the attempt began, ms since 1970 by the grader's clock; null where nobody noted it. */
  started: number | null
  /** Hints shown during the attempt; null where nobody counted. */
  hints: number | null
  /** Digest of the exercise as drawn for this student: another one makes an older result stale. */
  draw: string
  /** Null where nothing could be judged. */
  result: Result | null
  trouble: Trouble | null
  /** Digest of the note that `start` left on the student's machine; null where there is none. */
  stamp?: string | null
  /** The run of `grade` that made it. */
  run?: string
}

/** One exercise of a course. */
export interface CourseExercise {
  id: string
  /** Marks for everything right; the tasks' own points are scaled to them. */
  points: number
  /** ms since 1970 */
  opens: number | null
  closes: number | null
}

/** What happens to work that is handed in late. */
export interface LatePolicy {
  /** Percent of the points taken off for each day begun; 100 takes all at once. */
  perDay: number
  /** Days after which nothing counts any more. */
  days: number
}

/** A course file, read and found right; without one, a course of all exercises of the lab, each by its own points. */
export interface Course {
  title: string
  lab: string
  language: 'en' | 'ru' | undefined
  /** What draws are made with: 32 bytes as hex; undefined where the course keeps it elsewhere or each lab its own. */
  secret: string | undefined
  /** `bundle`: everyone draws as the bundle does whose seed is the secret; without it each student by their own key. */
  draws?: 'student' | 'bundle'
  attempts: 'best' | 'last'
  late: LatePolicy | undefined
  /** Points taken off for each hint, in percent of the exercise. 0: hints are only shown. */
  hintCost: number
  exercises: readonly CourseExercise[]
}

/** What one exercise is worth to one student, after course rules. */
export interface Mark {
  /** `pass | fail | skip | error` of the attempt that counts; null where there is none. */
  verdict: Result['verdict'] | null
  /** After rules, rounded to 0.01. */
  points: number
  max: number
  attempts: number
  hints: number
  /** Days begun after the closing date. */
  late: number
  /** Results that do not count because the exercise has been changed or drawn anew since; 0 where it is not said. */
  stale?: number
  /** The attempt that counts. */
  counted: Graded | undefined
  /** The newest attempt, which may be another one. */
  last: Graded | undefined
  /** Tasks not passed in the newest attempt, and since when (ms since 1970) that has been so. */
  stuck: { tasks: readonly string[]; since: number } | null
}

/** Everything a report of the class is made from: computed once, rendered by every format. */
export interface ClassBook {
  name: string
  course: Course
  /** ms since 1970 */
  at: number
  students: readonly Student[]
  /** By student id, then by exercise id. */
  marks: ReadonlyMap<string, ReadonlyMap<string, Mark>>
  /** Lines of the results file that could not be read. */
  damaged: number
}
