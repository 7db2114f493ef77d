import { checkExercise } from '../course/check.ts'
import { type Classroom, sceneOf, withSessions } from '../course/classroom.ts'
import { doSteps } from '../course/do-steps.ts'
import { startExercise } from '../course/start.ts'
import type { TaskResult } from '../grading/result.ts'
import { silentSteps } from '../lifecycle/up.ts'
import type { Case } from './cases.ts'

/** What came of a proof. */
export interface Proof {
  /** Lab and exercise, e.g. `patroni/03-switchover`. */
  exercise: string
  name: string
  /** Why it is none; empty where it is one. */
  complaints: string[]
  /** Kinds of checks that did not pass. */
  falsified: string[]
  ms: number
}

/** Starts the exercise, does what the case says, checks, and compares what was lost with what had to be. */
export async function prove(one: Case, classroom: Classroom): Promise<Proof> {
  const began = performance.now()
  const { exercise, name, steps } = one
  const done = (complaints: string[], tasks: readonly TaskResult[]): Proof => ({
    exercise: `${exercise.lab}/${exercise.id}`,
    name,
    complaints,
    falsified: tasks.flatMap(({ verdict, check }) => (verdict === 'fail' || verdict === 'error' ? [check] : [])),
    ms: performance.now() - began,
  })
  try {
    const started = await startExercise(exercise, classroom, silentSteps)
    return await withSessions(classroom, async (sessions) => {
      await doSteps(steps, {
        opened: classroom,
        sessions,
        kinds: classroom.kinds,
        scene: sceneOf(classroom.lab, started.mark),
      })
      // What is untouched is not going to come true by waiting.
      const patience = name === 'untouched' ? 0 : 1
      const { tasks } = await checkExercise(exercise, started, classroom, sessions, { trials: true, patience })
      return done(complaintsAbout(tasks, one), tasks)
    })
  } catch (trouble) {
    return done([(trouble as Error).toString()], [])
  }
}

function complaintsAbout(tasks: readonly TaskResult[], { lost, unjudged }: Case): string[] {
  return tasks.flatMap((task) => {
    const facts = [
      task.verdict,
      task.word,
      ...Object.entries(task.params).map(([key, value]) => `${key}=${value}`),
    ].join(' ')
    if ((task.verdict === 'error') !== unjudged.includes(task.id)) return [`${task.id} ended as ${facts}`]
    if (task.verdict === 'pass' && lost.includes(task.id)) return [`${task.id} passed and had to be lost: ${facts}`]
    if (task.verdict !== 'pass' && !lost.includes(task.id))
      return [`${task.id} was lost and had to pass: ${facts}, found ${task.found}`]
    return []
  })
}
