import { grouped } from '../../class/grouped.ts'
import type { Student } from '../../class/model.ts'
import type { ClassReport } from './format.ts'
import { markOf } from './mark-state.ts'
import { reasonOf } from './words.ts'

/** Somebody who does not get on, on what, and since when (ms since 1970). */
export interface Stuck {
  student: Student
  exercise: string
  tasks: readonly string[]
  since: number
}

/** Whoever has waited longest comes first. */
export const stuckOnes = ({ book }: ClassReport): Stuck[] =>
  book.students
    .flatMap((student) =>
      book.course.exercises.flatMap(({ id }) => {
        const stuck = markOf(book, student, id)?.stuck
        return stuck ? [{ student, exercise: id, ...stuck }] : []
      }),
    )
    .sort((a, b) => a.since - b.since)

/** A student of whom something could not be judged, with the reason and the exercises it concerns. */
export interface Unjudged {
  student: Student
  reason: string
  exercises: readonly string[]
}

/** One entry for each student and reason: an unreachable machine is one fact, however many exercises wait for it. */
export const unjudgedOnes = (report: ClassReport): Unjudged[] =>
  report.book.students.flatMap((student) => {
    const held = report.book.course.exercises.flatMap(({ id }) => {
      const reason = reasonOf(markOf(report.book, student, id), report)
      return reason === undefined ? [] : [{ id, reason }]
    })
    return [...grouped(held, ({ reason }) => reason)].map(([reason, all]) => ({
      student,
      reason,
      exercises: all.map(({ id }) => id),
    }))
  })
