import { studentKey } from '../../course/drawer.ts'
import type { Course, Graded, Student, Trouble } from '../model.ts'
import type { Opened, Unreadable } from './read.ts'
import { sealOf } from './seal.ts'

/** What became of a file as a whole. */
export type FileKind = 'whole' | 'edited' | 'other' | 'copied' | 'stale' | 'unreadable'

/** One file of the folder. A record in no language: see words.ts. */
export interface FileVerdict {
  file: string
  kind: FileKind
  /** As the file says; null where it cannot be read. */
  student: string | null
  /** ms since 1970 by the student's clock */
  packed: number | null
  /** What is wrong with the file; null where nothing is. */
  trouble: Trouble | null
  /** ms by which the student's clock is ahead of ours, where it is; all its times are put back by that. */
  ahead: number
  /** Results taken from the file, and those of them that do not count. */
  results: number
  doubted: number
  /** Why single results of a file that is sound do not count, each reason of an exercise once. */
  doubts: readonly Doubt[]
}

export interface Doubt {
  exercise: string
  trouble: Trouble
}

/** What files are judged beside. */
export interface Beside {
  course: Course
  students: readonly Student[]
  /** Results there are already. */
  known: readonly Graded[]
}

/** ms a clock may be off without a word. */
const tolerance = 5 * 60_000

/** ms by which the clock of the student's computer is ahead: nothing can have been packed after it came to us. */
export const aheadBy = ({ content, received }: Opened): number => {
  const ahead = Math.round(content.packed - received)
  return ahead > tolerance ? ahead : 0
}

/** What is wrong with each file as a whole; files that are alike are looked at together. */
export function troublesOf(files: readonly Opened[], beside: Beside): Map<Opened, Trouble> {
  const copies = copiesAmong(files)
  const newest = newestOf(files, beside)
  const keys = keysOf(beside)
  return new Map(
    files.flatMap((file) => {
      const found =
        belonging(file, beside) ??
        sealing(file, keys) ??
        copies.get(file) ??
        (file.content.packed - aheadBy(file) < (newest.get(file.content.student) ?? 0)
          ? trouble('submission-superseded')
          : undefined)
      return found ? [[file, found] as const] : []
    }),
  )
}

/** The kind of a file from its trouble; of one in which nothing counts, from the first reason. */
export const kindOf = (found: Trouble | undefined): FileKind => kinds[found?.word ?? ''] ?? 'whole'

const kinds: Readonly<Record<string, FileKind>> = {
  'submission-lab': 'other',
  'submission-nobody': 'other',
  'submission-other': 'other',
  'submission-no-ticket': 'other',
  'submission-signature': 'edited',
  'submission-seal': 'edited',
  'submission-evidence': 'edited',
  'submission-copied': 'copied',
  'submission-journal': 'edited',
  'submission-superseded': 'stale',
  'submission-before-open': 'stale',
  'submission-version': 'stale',
}

const trouble = (word: string, params: Trouble['params'] = {}): Trouble => ({ word, params })

function belonging({ content }: Opened, { course, students }: Beside): Trouble | undefined {
  if (content.lab !== course.lab) return trouble('submission-lab', { lab: content.lab })
  if (!students.some(({ id }) => id === content.student)) return trouble('submission-nobody', { id: content.student })
  return undefined
}

/** Keys of the tickets, by student; nothing where the course gives no tickets. */
const keysOf = ({ course: { secret, draws }, students }: Beside): Map<string, string> | undefined =>
  secret === undefined || draws === 'bundle'
    ? undefined
    : new Map(students.map(({ id }) => [id, studentKey(secret, id)]))

function sealing(file: Opened, keys: Map<string, string> | undefined): Trouble | undefined {
  if (!file.signed) return trouble('submission-signature')
  if (keys) {
    if (file.seal === null) return trouble('submission-no-ticket')
    if (sealOf(file.digest, keys.get(file.content.student) ?? '') !== file.seal) {
      const owner = [...keys].find(([, key]) => sealOf(file.digest, key) === file.seal)?.[0]
      return owner === undefined ? trouble('submission-seal') : trouble('submission-other', { other: owner })
    }
  }
  return file.evidenceHolds === false ? trouble('submission-evidence') : undefined
}

/** Files of different students that share what no two computers, instances or attempts have in common. */
function copiesAmong(files: readonly Opened[]): Map<Opened, Trouble> {
  const owners = new Map<string, Map<string, Opened>>()
  const marksOf = (file: Opened): { what: string; mark: string }[] => [
    { what: 'instance', mark: file.content.instance.id },
    // A mark holds the boot of the machine and digests of its journals.
    ...file.content.journal.flatMap((entry) =>
      entry.what === 'start' && entry.mark !== null ? [{ what: 'evidence', mark: entry.mark }] : [],
    ),
    { what: 'key', mark: file.key },
  ]
  for (const file of files) {
    for (const { what, mark } of marksOf(file)) {
      const sharing = owners.get(`${what} ${mark}`) ?? new Map<string, Opened>()
      sharing.set(file.content.student, sharing.get(file.content.student) ?? file)
      owners.set(`${what} ${mark}`, sharing)
    }
  }
  return new Map(
    files.flatMap((file) => {
      const shared = marksOf(file).flatMap(({ what, mark }) => {
        const others = [...(owners.get(`${what} ${mark}`)?.keys() ?? [])].filter((id) => id !== file.content.student)
        return others.length > 0 ? [{ what, others }] : []
      })[0]
      if (!shared) return []
      const { what, others } = shared
      const params = { what, others: others.slice(0, 5).join(', '), more: Math.max(0, others.length - 5) }
      return [[file, trouble('submission-copied', params)] as const]
    }),
  )
}

/** For each student the moment that an honest newer file lies behind: the newest file here, the newest result known. */
function newestOf(files: readonly Opened[], { known }: Beside): Map<string, number> {
  const newest = new Map<string, number>()
  const raise = (student: string, at: number) => newest.set(student, Math.max(at, newest.get(student) ?? 0))
  for (const { student, at, source } of known) if (source === 'submission') raise(student, at)
  for (const file of files) raise(file.content.student, file.content.packed - aheadBy(file))
  return newest
}

export const unreadable = ({ file, why, where }: Unreadable): FileVerdict => ({
  file,
  kind: 'unreadable',
  student: null,
  packed: null,
  trouble: trouble('submission-unreadable', { why, where: where || 'none' }),
  ahead: 0,
  results: 0,
  doubted: 0,
  doubts: [],
})
