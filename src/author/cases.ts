import type { DrawnExercise, Exercise } from '../course/exercise.ts'
import { drawExercise } from '../course/load-course.ts'
import { expanded, type Step } from '../course/step.ts'

/** One proof about an exercise: what is done, and which tasks must then be lost. */
export interface Case {
  exercise: DrawnExercise
  /** `untouched`, `solution`, or the name of a near-miss. */
  name: string
  steps: readonly Step[]
  /** Ids of the tasks that must not pass; all others must. */
  lost: readonly string[]
  /** Those of them that end without a verdict. */
  unjudged: readonly string[]
}

/** Draws that are the same everywhere, so that a proof that failed can be run again. */
const secret = '70676c61622d617574686f72'.padEnd(64, '0')

/** Every proof of an exercise, each with a draw of its own. */
export function casesOf(exercise: Exercise): Case[] {
  const drawn = (index: number) => drawExercise(exercise, { secret, student: `author-${index}` })
  const untouched = exercise.plan.tasks.flatMap(({ id, holds }) => (holds ? [] : [id]))
  return [
    { exercise: drawn(0), name: 'untouched', steps: [], lost: untouched, unjudged: [] },
    { exercise: drawn(1), name: 'solution', steps: drawn(1).plan.solution, lost: [], unjudged: [] },
    ...exercise.plan.wrong.map(({ name, fails, unjudged }, index) => {
      const mine = drawn(index + 2)
      const steps = expanded(mine.plan.wrong[index]?.do ?? [], mine.plan.solution)
      return { exercise: mine, name, steps, lost: fails, unjudged }
    }),
  ]
}
