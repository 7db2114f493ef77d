import { join } from 'node:path'
import pLimit from 'p-limit'
import { drawerFor } from '../../course/drawer.ts'
import type { Exercise } from '../../course/exercise.ts'
import { drawExercise, loadExercises, shelfOf } from '../../course/load-course.ts'
import type { Kinds } from '../../grading/kinds.ts'
import type { Lab } from '../../lab/lab.ts'
import { drawsOf } from '../course-draws.ts'
import type { Course, Graded, Roster, Trouble } from '../model.ts'
import { submissionsIn } from './find.ts'
import { linesOf } from './lines.ts'
import { type Opened, readSubmission, type Unreadable } from './read.ts'
import { aheadBy, type Doubt, type FileVerdict, kindOf, troublesOf, unreadable } from './verdict.ts'

export interface SubmissionRequest {
  /** Folder with the files; folders in it are looked into. */
  folder: string
  roster: Roster
  course: Course
  lab: Lab
  kinds: Kinds
  /** Results there are already. */
  known: readonly Graded[]
  /** ms since 1970 */
  now: number
  /** Told as files are read. */
  tell?: (read: number, of: number) => void
  signal?: AbortSignal
}

export interface SubmissionReport {
  /** One for each file, in the order of their names. */
  files: FileVerdict[]
  /** All results of the files. */
  graded: Graded[]
  /** Those of them that are not among the known ones: they go into the results file. */
  added: Graded[]
  /** Ids of students of whom there is no file. */
  missing: string[]
}

/** Files read at once: each takes some 30 MB at most while it is read. */
const atOnce = 4

/** Reads what students handed in and judges it. Never throws for what is in a file. */
export async function gradeSubmissions(request: SubmissionRequest): Promise<SubmissionReport> {
  const { course, roster, kinds, known, now } = request
  const ids = course.exercises.map(({ id }) => id)
  const exercises = loadExercises(shelfOf(request.lab, kinds), ids)
  const read = await readAll(request)
  const opened = read.filter((file): file is Opened => 'content' in file)
  const troubles = troublesOf(opened, { course, students: roster.students, known })
  const draws = drawsOf(course, roster.students, exercises)
  const measures = { course, exercises: drawn(exercises, course), draws, now }
  const judged = read.map((file): { verdict: FileVerdict; lines: Graded[] } => {
    if (!('content' in file)) return { verdict: unreadable(file), lines: [] }
    const trouble = troubles.get(file)
    // A newer file of the same student holds everything that an older one does.
    const lines = trouble && silent.includes(trouble.word) ? [] : linesOf(file, trouble, measures)
    return { verdict: verdictOn(file, trouble, lines), lines }
  })
  const graded = judged.flatMap(({ lines }) => lines)
  const handedIn = new Set(opened.map(({ content }) => content.student))
  return {
    files: judged.map(({ verdict }) => verdict),
    graded,
    added: notAmong(known, graded),
    missing: roster.students.map(({ id }) => id).filter((id) => !handedIn.has(id)),
  }
}

function verdictOn(file: Opened, trouble: Trouble | undefined, lines: readonly Graded[]): FileVerdict {
  const doubted = lines.filter((line) => line.trouble !== null)
  const doubts = new Map<string, Doubt>()
  for (const line of trouble ? [] : doubted) {
    if (line.trouble)
      doubts.set(`${line.exercise} ${line.trouble.word}`, { exercise: line.exercise, trouble: line.trouble })
  }
  const first = doubted.length === lines.length ? doubted[0]?.trouble : undefined
  return {
    file: file.file,
    kind: kindOf(trouble ?? first ?? undefined),
    student: file.content.student,
    packed: file.content.packed,
    trouble: trouble ?? null,
    ahead: aheadBy(file),
    results: lines.length,
    doubted: doubted.length,
    doubts: [...doubts.values()],
  }
}

/** Files that give no results at all: of another lab, of nobody in the roster, or replaced by a newer one. */
const silent = ['submission-lab', 'submission-nobody', 'submission-superseded']

async function readAll({ folder, now, tell, signal }: SubmissionRequest): Promise<(Opened | Unreadable)[]> {
  const files = submissionsIn(folder)
  const limit = pLimit(atOnce)
  let done = 0
  return Promise.all(
    files.map((file) =>
      limit(async () => {
        signal?.throwIfAborted()
        const read = await readSubmission(join(folder, file), file, now)
        done += 1
        tell?.(done, files.length)
        return read
      }),
    ),
  )
}

/** For what is the same in every draw. */
const drawn = (exercises: readonly Exercise[], { secret, draws }: Course) => {
  const drawer = drawerFor(secret ?? '00'.repeat(32), 'anyone', draws)
  return new Map(exercises.map((exercise) => [exercise.id, drawExercise(exercise, drawer)]))
}

/** Reading a folder again adds nothing, unless a file is seen in another light now. */
function notAmong(known: readonly Graded[], graded: readonly Graded[]): Graded[] {
  const keyOf = ({ student, exercise, started, at }: Graded) => [student, exercise, started, at].join('\0')
  const before = new Map<string, Graded>()
  for (const line of known) {
    if (line.source !== 'submission') continue
    const other = before.get(keyOf(line))
    if (other === undefined || (line.read ?? 0) >= (other.read ?? 0)) before.set(keyOf(line), line)
  }
  return graded.filter((line) => {
    const found = before.get(keyOf(line))
    return found === undefined || JSON.stringify({ ...found, read: 0 }) !== JSON.stringify({ ...line, read: 0 })
  })
}
