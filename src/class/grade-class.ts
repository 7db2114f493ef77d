import { createHash } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import pLimit from 'p-limit'
import { endRun, takeUp } from './grade-run.ts'
import { gradeStudent, type Wish } from './grade-student.ts'
import { grouped } from './grouped.ts'
import { HostKeys, jumpHost } from './hosts.ts'
import type { Graded, Roster, Student } from './model.ts'
import { noteResult, readResults } from './results.ts'
import { jumpForm } from './roster-schema.ts'

export interface ClassWish extends Wish {
  roster: Roster
  /** Students to be graded, all of the roster or some. */
  students: readonly Student[]
  /** Ids of students whose machines may show new host keys. */
  trust: readonly string[]
  /** How many students at once: those far away, and those whose labs are on this host and need its processors. */
  jobs: { far: number; near: number }
}

/** How far the grading has come. */
export interface Standing {
  /** Students that are being graded, each with the exercise at hand; none before their lab has answered. */
  at: ReadonlyMap<string, string>
  /** Students. */
  done: number
  total: number
}

export interface Row {
  graded: Graded
  /** It was graded before and is still true; nothing was asked for it now. */
  kept: boolean
}

export interface Outcome {
  /** In the order of the roster. */
  rows: Row[]
  /** Lines of the results file that could not be read. */
  damaged: number
  file: string
}

export interface Watcher {
  /** Results of an interrupted run that this one goes on with. */
  resumed(results: number): void
  moved(standing: Standing): void
}

/** Grades a class. Each result is written down as soon as it is there, so that an interruption loses at most one a job. */
export async function gradeClass(wish: ClassWish, watcher: Watcher, signal: AbortSignal): Promise<Outcome> {
  const { roster, students } = wish
  // Each student listens to it, and so many are no leak.
  setMaxListeners(0, signal)
  const { graded, damaged, file } = readResults(roster.name)
  const { run, done } = takeUp(roster.name, { request: requestOf(wish), again: wish.again, graded })
  if (done.length > 0) watcher.resumed(done.length)
  const keys = new HostKeys(roster.name)
  for (const student of students) if (wish.trust.includes(student.id)) keys.forget(student.id, jumpOf(student))
  // What was handed in says nothing of the lab that is looked at now.
  const live = graded.filter(({ source, lab }) => source === 'live' && lab === wish.lab.id)
  const earlier = grouped(live, ({ student }) => student)
  const doneBy = grouped(done, ({ student }) => student)
  const rows = new Map(
    students.map(({ id }) => [id, (doneBy.get(id) ?? []).map((one): Row => ({ graded: one, kept: true }))]),
  )
  const at = new Map<string, string>()
  let count = 0
  const moved = () => watcher.moved({ at, done: count, total: students.length })
  const [far, near] = [pLimit(wish.jobs.far), pLimit(wish.jobs.near)]
  const gradeOne = async (student: Student): Promise<void> => {
    if (signal.aborted) return
    at.set(student.id, '')
    moved()
    await gradeStudent(student, {
      className: roster.name,
      wish,
      keys,
      run: run.id,
      earlier: earlier.get(student.id) ?? [],
      done: new Set(doneBy.get(student.id)?.map(({ exercise }) => exercise)),
      signal,
      tell: (exercise) => {
        at.set(student.id, exercise)
        moved()
      },
      emit: (one, kept) => {
        if (!kept) noteResult(roster.name, one)
        rows.get(student.id)?.push({ graded: one, kept })
      },
    })
    at.delete(student.id)
    count++
    moved()
  }
  await Promise.all(students.map((student) => (isNear(student) ? near : far)(() => gradeOne(student))))
  signal.throwIfAborted()
  endRun(roster.name, run)
  return { rows: [...rows.values()].flat(), damaged, file }
}

const isNear = ({ way }: Student): boolean => way !== undefined && 'instance' in way

/** Whatever makes a run another one. How many at once and how patiently does not. */
const requestOf = ({ lab, exercises, students, basis, trials, course }: ClassWish): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        lab.id,
        exercises?.map(({ id }) => id) ?? null,
        students.map(({ id }) => id),
        basis,
        trials,
        course.secret ?? '',
        course.draws ?? '',
      ]),
    )
    .digest('hex')

function jumpOf({ way }: Student): string | undefined {
  const [, , host, port = '22'] = jumpForm.exec((way && 'jump' in way && way.jump) || '') ?? []
  return host && jumpHost(host, Number(port))
}
