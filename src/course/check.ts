import { type GradeOptions, grade } from '../grading/grade.ts'
import type { Answers } from '../grading/kind.ts'
import { type Result, summarise } from '../grading/result.ts'
import type { Sessions } from '../ssh/sessions.ts'
import { type Classroom, sceneOf, tasksOf } from './classroom.ts'
import { doSteps } from './do-steps.ts'
import type { DrawnExercise } from './exercise.ts'
import type { Started } from './journal.ts'
import { markOf } from './start.ts'

export interface CheckOptions extends Pick<GradeOptions, 'patience' | 'tell' | 'signal'> {
  /** Whether tasks that the checker proves by doing something to the lab are looked at, too. */
  trials: boolean
}

/** Judges an attempt as it stands now. */
export async function checkExercise(
  exercise: DrawnExercise,
  started: Started,
  classroom: Classroom,
  sessions: Sessions,
  { trials, ...options }: CheckOptions,
): Promise<Result> {
  const scene = sceneOf(classroom.lab, started.mark)
  const before: Record<string, Answers> = Object.fromEntries(
    Object.entries(started.before).map(([id, answers]) => [id, answers.map((answer) => answer ?? undefined)]),
  )
  const mark = async () => sceneOf(classroom.lab, await markOf(scene, sessions))
  const stage = { opened: classroom, sessions, kinds: classroom.kinds, scene, mark }
  const tasks = tasksOf(exercise, classroom.kinds, before, (steps) => doSteps(steps, stage))
  const chosen = trials ? tasks : tasks.filter(({ trial }) => !trial)
  return summarise(exercise.id, exercise.student, await grade(chosen, { scene, reach: sessions, ...options }))
}
