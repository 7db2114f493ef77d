import { cannot } from '../errors.ts'
import type { Task } from '../grading/grade.ts'
import type { Answers, Scene } from '../grading/kind.ts'
import { type Kinds, loadKinds } from '../grading/kinds.ts'
import type { Lab } from '../lab/lab.ts'
import { type Opened, open, sessionsTo } from '../lifecycle/open.ts'
import type { Sessions } from '../ssh/sessions.ts'
import type { DrawnExercise } from './exercise.ts'
import { shelfOf } from './load-course.ts'
import type { Shelf } from './load-exercise.ts'
import type { Step } from './step.ts'

/** Everything that a command of the course needs of an instance. */
export interface Classroom extends Opened {
  kinds: Kinds
  shelf: Shelf
}

export async function enterClassroom(name: string | undefined): Promise<Classroom> {
  const [opened, kinds] = await Promise.all([open(name), loadKinds()])
  const shelf = shelfOf(opened.lab, kinds)
  if (shelf.exercises.length > 0) return { ...opened, kinds, shelf }
  throw cannot(
    { en: 'The lab "{lab}" has no exercises yet.', ru: 'У лаборатории «{lab}» пока нет упражнений.' },
    { lab: opened.lab.id },
  )
}

export const sceneOf = (lab: Lab, mark: string | null): Scene => ({
  lab,
  mark: mark ?? undefined,
  having: (role) => lab.machines.filter(({ offers }) => offers.includes(role)).map(({ name }) => name),
})

/** Runs work with connections that are closed whatever becomes of it. */
export async function withSessions<T>(opened: Opened, work: (sessions: Sessions) => Promise<T>): Promise<T> {
  const sessions = sessionsTo(opened)
  try {
    return await work(sessions)
  } finally {
    sessions.close()
  }
}

/** The tasks of a drawn exercise, ready to be judged. */
export const tasksOf = (
  { plan }: DrawnExercise,
  kinds: Kinds,
  before: Readonly<Record<string, Answers>>,
  act: (steps: readonly Step[]) => Promise<Scene>,
): Task[] =>
  plan.tasks.flatMap((task) => {
    const kind = kinds.get(task.check)
    if (!kind) return []
    const { trial, tidy } = task
    return [
      {
        id: task.id,
        points: task.points,
        needs: task.needs,
        check: task.check,
        kind,
        parameters: task.with,
        within: task.within,
        stable: task.stable,
        before: before[task.id] ?? [],
        trial: trial && (() => act(trial)),
        tidy: tidy && (() => act(tidy)),
      },
    ]
  })
