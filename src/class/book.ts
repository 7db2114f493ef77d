import { grouped } from './grouped.ts'
import { markOf } from './marks.ts'
import type { ClassBook, Course, Graded, Mark, Student } from './model.ts'
import { noExercise } from './no-exercise.ts'

/** Digests of exercises as the course draws them now, by student id, then by exercise id. */
export type Draws = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Everything that a book is made from. */
export interface BookSources {
  /** The name of the class: that of its roster. */
  name: string
  course: Course
  students: readonly Student[]
  /** Lines of the results file in any order; those of other labs, students and exercises do not matter. */
  graded: readonly Graded[]
  /** ms since 1970 */
  at: number
  /** Lines of the results file that could not be read. */
  damaged: number
  /** Results of other draws do not count; where a digest is missing, every result of that exercise is current. */
  draws?: Draws
}

/** The book of a class: a mark for every student and every exercise of the course. Nothing else goes into it. */
export function bookOf({ name, course, students, graded, at, damaged, draws }: BookSources): ClassBook {
  const ofLab = graded.filter(({ lab }) => lab === course.lab)
  const lines = grouped(ofLab, ({ student, exercise }) => keyOf(student, exercise))
  const unreached = unreachedIn(ofLab)
  const marks = new Map(
    students.map(({ id }): [string, ReadonlyMap<string, Mark>] => [
      id,
      new Map(
        course.exercises.map((exercise) => [
          exercise.id,
          markOf(
            exercise,
            lines.get(keyOf(id, exercise.id)) ?? unreached.get(id) ?? [],
            course,
            draws?.get(id)?.get(exercise.id),
          ),
        ]),
      ),
    ]),
  )
  return { name, course, at, students, marks, damaged }
}

const keyOf = (student: string, exercise: string): string => `${student}\0${exercise}`

/**
 * Students of whom the newest that is known is that their lab could not be asked which exercise is at hand: that is
 * why there is no result of any exercise that has none.
 */
function unreachedIn(graded: readonly Graded[]): Map<string, Graded[]> {
  const newest = new Map<string, Graded>()
  for (const line of graded) if (line.at >= (newest.get(line.student)?.at ?? 0)) newest.set(line.student, line)
  return new Map([...newest].flatMap(([id, line]) => (line.exercise === noExercise ? [[id, [line]] as const] : [])))
}
