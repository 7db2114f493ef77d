import type { DrawnExercise } from '../../course/exercise.ts'
import type { Checked } from '../../course/journal.ts'
import { type Result, summarise } from '../../grading/result.ts'
import type { Draws } from '../book.ts'
import { grouped } from '../grouped.ts'
import { daysLate } from '../late.ts'
import type { Course, CourseExercise, Graded, LatePolicy, Trouble } from '../model.ts'
import { attemptsIn, type JournalAttempt } from './attempts.ts'
import type { Opened } from './read.ts'
import { aheadBy } from './verdict.ts'

/** What the attempts of a file are judged beside. */
export interface Measures {
  course: Course
  /** As drawn for anybody: what a task is worth is the same for all. */
  exercises: ReadonlyMap<string, DrawnExercise>
  /** What the course draws; empty where nobody can say. */
  draws: Draws
  /** ms since 1970 */
  now: number
}

/**
 * The results in a file: of each attempt the newest check, and of checks in time or less late the newest as well.
 * @param whole what is wrong with the file; it is then wrong with all of its results
 */
export function linesOf(file: Opened, whole: Trouble | undefined, measures: Measures): Graded[] {
  const { course, exercises } = measures
  const attempts = attemptsIn(file.content.journal, (id) => hintCount(exercises.get(id)))
  return course.exercises.flatMap((exercise) =>
    (attempts.get(exercise.id) ?? []).flatMap((attempt) => {
      const doubt = whole ?? doubtIn(attempt, exercise, file, measures)
      return looksAt(attempt, exercise, course.late, file).map((check): Graded => {
        const { result, odd } = resultOf(check, exercise.id, file, measures)
        return {
          at: timeOf(check.at, file),
          read: measures.now,
          student: file.content.student,
          lab: course.lab,
          exercise: exercise.id,
          source: 'submission',
          basis: 'evidence',
          started: timeOf(attempt.started.at, file),
          hints: attempt.hints,
          draw: attempt.started.draw ?? '',
          result,
          trouble: doubt ?? odd ?? null,
        }
      })
    }),
  )
}

const hintCount = (exercise: DrawnExercise | undefined): number =>
  exercise?.texts.en.sections.reduce((sum, { hints }) => sum + hints.length, 0) ?? 0

/** A moment of the student's clock by ours. */
const timeOf = (at: number, file: Opened): number => Math.min(file.received, at - aheadBy(file))

/** Oldest first. Beyond the last day of grace one day is as late as another. */
function looksAt({ checks }: JournalAttempt, { closes }: CourseExercise, late: LatePolicy | undefined, file: Opened) {
  const days = grouped(checks, ({ at }) => Math.min(daysLate(timeOf(at, file), closes), (late?.days ?? 0) + 1))
  return [...days.values()].flatMap((ofDay) => ofDay.at(-1) ?? [])
}

/** What is wrong with one attempt of an otherwise good file. */
function doubtIn(
  { started }: JournalAttempt,
  { id, opens }: CourseExercise,
  file: Opened,
  { course, draws }: Measures,
): Trouble | undefined {
  const { student } = file.content
  if (opens !== null && timeOf(started.at, file) < opens) return { word: 'submission-before-open', params: {} }
  if (course.secret === undefined) return undefined
  if (course.draws !== 'bundle' && started.student !== student) {
    return { word: 'submission-other', params: { other: started.student } }
  }
  if (started.draw === draws.get(student)?.get(id)) return undefined
  const owner = [...draws].find(([, drawn]) => drawn.get(id) === started.draw)?.[0]
  return owner === undefined
    ? { word: 'submission-version', params: {} }
    : { word: 'submission-other', params: { other: owner } }
}

/** The result as the student's own check gave it, where it can be one of this exercise at all. */
function resultOf(
  { tasks }: Checked,
  id: string,
  file: Opened,
  { exercises }: Measures,
): { result: Result | null; odd?: Trouble } {
  const plan = exercises.get(id)?.plan.tasks ?? []
  const fits =
    tasks.length === plan.length &&
    plan.every((task, n) => {
      const found = tasks[n]
      return found?.id === task.id && found.max === task.points && found.check === task.check
    })
  if (!fits) return { result: null, odd: { word: 'submission-version', params: {} } }
  const adds = tasks.every(({ verdict, points, max }) => points === (verdict === 'pass' ? max : 0))
  if (!adds) return { result: null, odd: { word: 'submission-journal', params: {} } }
  return { result: summarise(id, file.content.student, tasks) }
}
