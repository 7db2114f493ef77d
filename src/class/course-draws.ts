import { digestFor } from '../course/draw-digest.ts'
import { drawerFor } from '../course/drawer.ts'
import type { Exercise } from '../course/exercise.ts'
import type { Draws } from './book.ts'
import type { Course, Student } from './model.ts'

/**
 * What a course draws now for each of its students. Empty where the course has no secret: each lab has its own then,
 * and nobody here can say what it draws.
 */
export function drawsOf(
  { secret, draws }: Pick<Course, 'secret' | 'draws'>,
  students: readonly Pick<Student, 'id'>[],
  exercises: readonly Exercise[],
): Draws {
  if (secret === undefined) return new Map()
  return new Map(
    students.map(({ id }) => {
      const drawer = drawerFor(secret, id, draws)
      return [id, new Map(exercises.map((exercise) => [exercise.id, digestFor(exercise, drawer)]))]
    }),
  )
}
