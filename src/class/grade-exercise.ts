import { setTimeout as sleep } from 'node:timers/promises'
import { sceneOf, tasksOf } from '../course/classroom.ts'
import { doSteps } from '../course/do-steps.ts'
import type { DrawnExercise } from '../course/exercise.ts'
import { markOf } from '../course/start.ts'
import type { Step } from '../course/step.ts'
import { grade, type Task } from '../grading/grade.ts'
import type { Answers, Scene } from '../grading/kind.ts'
import type { Kinds } from '../grading/kinds.ts'
import { type Result, summarise } from '../grading/result.ts'
import type { Lab } from '../lab/lab.ts'
import type { Beginning } from './grade-beginning.ts'
import { pastOf } from './grade-past.ts'
import { trouble } from './trouble-words.ts'
import { type Contact, InTrouble } from './ways-contact.ts'

export interface Looking {
  lab: Lab
  kinds: Kinds
  contact: Contact
  beginning: Beginning
  trials: boolean
  patience: number
  signal: AbortSignal
}

/** ms that everything but waiting may take. */
const overhead = 60_000
/** ms; no student keeps a job longer with one exercise, whatever it waits for. */
const longest = 10 * 60_000

/** Judges one exercise of one student. Throws InTrouble where that takes too long. */
export async function gradeExercise(exercise: DrawnExercise, looking: Looking): Promise<Result> {
  const { lab, kinds, contact, beginning, patience, signal } = looking
  const scene = sceneOf(lab, beginning.mark)
  const before: Record<string, Answers> = Object.fromEntries(
    Object.entries(beginning.before ?? {}).map(([id, answers]) => [id, answers.map((answer) => answer ?? undefined)]),
  )
  const tasks = tasksOf(exercise, kinds, before, (steps) => tryOut(steps, scene, looking)).map((task) => ({
    ...task,
    aside: asideOf(task, looking),
  }))
  const limit = limitFor(tasks, patience)
  const ended = new AbortController()
  const done = AbortSignal.any([signal, ended.signal])
  try {
    const results = await Promise.race([
      grade(tasks, { scene, reach: contact, patience, signal: done }),
      sleep(limit, undefined, { signal: done }).then(() => {
        throw new InTrouble(trouble('too-long', { seconds: Math.round(limit / 1000) }))
      }),
    ])
    return summarise(exercise.id, exercise.student, results)
  } finally {
    ended.abort()
  }
}

const limitFor = (tasks: readonly Task[], patience: number): number =>
  Math.min(longest, overhead + tasks.reduce((sum, { within = 0, stable = 0 }) => sum + within * patience + stable, 0))

function asideOf(task: Task, { lab, contact, beginning, trials }: Looking): string | undefined {
  if (task.trial && !trials) return 'no-trials'
  if (task.trial && !contact.local) return 'trial-far'
  const needs = pastOf(task, lab)
  const isThere = (!needs.mark || beginning.mark !== null) && (!needs.before || beginning.before !== undefined)
  return isThere ? undefined : beginning.wanted ? 'unmarked' : 'past'
}

function tryOut(steps: readonly Step[], scene: Scene, { lab, kinds, contact }: Looking): Promise<Scene> {
  if (!contact.local) throw new Error('a trial far away')
  const { opened, sessions } = contact.local
  const mark = async () => sceneOf(lab, await markOf(scene, sessions))
  return doSteps(steps, { opened, sessions, kinds, scene, mark })
}
