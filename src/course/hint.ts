import { wrongUsage } from '../errors.ts'
import { nearest } from '../words/nearest.ts'
import { language } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import type { DrawnExercise } from './exercise.ts'
import type { Standing } from './progress.ts'
import { renderCourseText } from './render-text.ts'

export interface Hint {
  task: string
  /** From 1. */
  step: number
  of: number
  text: string
  /** False where all were shown already and the last one comes again. */
  isNew: boolean
}

/** The next hint of a task; without a name, of the first task that the last check did not pass. */
export function giveHint(exercise: DrawnExercise, { checks, hintsOf }: Standing, typed: string | undefined): Hint {
  const task = typed === undefined ? openTask(exercise, checks.at(-1)) : named(exercise, typed)
  const section = exercise.texts[language()].sections.find(({ anchor }) => anchor === task)
  const hints = section?.hints ?? []
  if (hints.length === 0) throw noHints(task)
  const step = Math.min((hintsOf[task] ?? 0) + 1, hints.length)
  const text = renderCourseText(hints[step - 1] ?? '', exercise.values, exercise.plan.solution, language())
  return { task, step, of: hints.length, text, isNew: step > (hintsOf[task] ?? 0) }
}

function openTask({ plan }: DrawnExercise, last: Standing['checks'][number] | undefined): string {
  const passed = new Set(last?.tasks.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id))
  const open = plan.tasks.find(({ id, holds }) => !passed.has(id) && (last || !holds))
  return (open ?? plan.tasks[0])?.id ?? ''
}

function named({ plan, id }: DrawnExercise, typed: string): string {
  const tasks = plan.tasks.map((task) => task.id)
  if (tasks.includes(typed)) return typed
  const close = nearest(typed, tasks)
  throw wrongUsage(
    {
      en: '{id} has no task "{typed}". {guess, select, yes {Did you mean "{close}"? } other {}}It has: {tasks}.',
      ru: 'В упражнении {id} нет задания «{typed}». {guess, select, yes {Возможно, «{close}»? } other {}}Есть: {tasks}.',
    },
    { id, typed: shown(typed), guess: close ? 'yes' : 'no', close: close ?? '', tasks: tasks.join(', ') },
  )
}

const noHints = (task: string) =>
  wrongUsage(
    { en: 'There are no hints for {task}: this is an exam.', ru: 'К заданию {task} подсказок нет: это экзамен.' },
    { task },
  )
