import { alternatives } from '../lab/alternatives.ts'
import type { Lab } from '../lab/lab.ts'
import type { Draw, ExercisePlan } from './exercise-schema.ts'
import type { BrokenRule } from './findings.ts'
import { actionsOf, knownActions, type Step } from './step.ts'

/** What an exercise may refer to. */
export interface Around {
  lab: Lab
  /** Exercises of the same lab. */
  exercises: readonly string[]
  kinds: readonly string[]
}

type Path = readonly PropertyKey[]

/** Rules of exercise.yaml that its schema cannot say, as far as they need no draw. */
export const exerciseRules = (plan: ExercisePlan, around: Around): BrokenRule[] => [
  ...plan.tasks.flatMap((task, index) => [
    ...unknown(task.check, around.kinds, ['tasks', index, 'check'], checkKindText),
    ...task.needs.flatMap((need, at) =>
      unknown(need, otherTasks(plan, task.id), ['tasks', index, 'needs', at], taskText),
    ),
    ...(task.trial ?? []).flatMap((step, at) => stepRules(step, ['tasks', index, 'trial', at], around)),
    ...(task.tidy ?? []).flatMap((step, at) => stepRules(step, ['tasks', index, 'tidy', at], around)),
    ...(task.tidy && !task.trial
      ? [{ path: ['tasks', index, 'tidy'], isKey: true, text: nothingToTidy, params: {} }]
      : []),
  ]),
  ...twice(plan),
  ...plan.start.flatMap((step, at) => stepRules(step, ['start', at], around)),
  ...plan.solution.flatMap((step, at) => stepRules(step, ['solution', at], around)),
  ...plan.wrong.flatMap((wrong, index) => [
    ...wrong.do.flatMap((step, at) => stepRules(step, ['wrong', index, 'do', at], around, solutionIds(plan))),
    ...wrong.unjudged.flatMap((task, at) => unknown(task, wrong.fails, ['wrong', index, 'unjudged', at], taskText)),
    ...wrong.fails.flatMap((task, at) => unknown(task, taskIds(plan), ['wrong', index, 'fails', at], taskText)),
  ]),
  ...plan.needs.flatMap((need, at) => unknown(need, around.exercises, ['needs', at], exerciseText)),
  ...pointsRule(plan),
  ...Object.entries(plan.vary).flatMap(([name, draw]) => drawRules(draw, ['vary', name])),
  ...holdsRule(plan),
]

const taskIds = ({ tasks }: ExercisePlan): string[] => tasks.map(({ id }) => id)
const otherTasks = (plan: ExercisePlan, id: string): string[] => taskIds(plan).filter((other) => other !== id)

const solutionIds = ({ solution }: ExercisePlan): string[] => solution.flatMap(({ id }) => id ?? [])

const didYouMean = {
  en: '{guess, select, yes {, perhaps "{close}"} other {}}; known: {names}',
  ru: '{guess, select, yes {, возможно, имеется в виду «{close}»} other {}}; есть: {names}',
}
const nothingToTidy = {
  en: 'there is no trial that could be undone; say what the checker does: trial',
  ru: 'отменять нечего: у задания нет испытания; опишите его в trial',
}
const checkKindText = {
  en: `there is no check kind "{word}"${didYouMean.en}`,
  ru: `вида проверки «{word}» нет${didYouMean.ru}`,
}
const taskText = { en: `there is no task "{word}"${didYouMean.en}`, ru: `задания «{word}» нет${didYouMean.ru}` }
const exerciseText = {
  en: `there is no exercise "{word}"${didYouMean.en}`,
  ru: `упражнения «{word}» нет${didYouMean.ru}`,
}
const stepText = {
  en: `the solution has no step "{word}"${didYouMean.en}`,
  ru: `в решении нет шага «{word}»${didYouMean.ru}`,
}
const machineText = {
  en: `the lab has no machine "{word}"${didYouMean.en}`,
  ru: `машины «{word}» в лаборатории нет${didYouMean.ru}`,
}

const unknown = (word: string, known: readonly string[], path: Path, text: BrokenRule['text']): BrokenRule[] =>
  known.includes(word) ? [] : [{ path, text, params: alternatives(word, known) }]

/** A machine may be named by a drawn value; those are looked at once they are drawn. */
const isTemplate = (text: string): boolean => text.includes('{{')

function stepRules(step: Step, path: Path, { lab, kinds }: Around, solution?: readonly string[]): BrokenRule[] {
  const found = actionsOf(step)
  const machines = lab.machines.map(({ name }) => name)
  const named: [string | undefined, Path][] = [
    [step.on, [...path, 'on']],
    [step.leader, [...path, 'leader']],
    ...Object.entries(step.fault ?? {}).map(([action, machine]): [string, Path] => [
      machine,
      [...path, 'fault', action],
    ]),
  ]
  return [
    ...(found.length === 1
      ? []
      : [
          {
            path,
            text: {
              en: 'a step does exactly one thing: {known}; here: {found}',
              ru: 'шаг делает ровно одно из: {known}; здесь: {found}',
            },
            params: { known: knownActions.join(', '), found: found.join(', ') || '–' },
          },
        ]),
    ...(step.run !== undefined && step.on === undefined
      ? [
          {
            path: [...path, 'run'],
            text: { en: 'say on which machine: on', ru: 'укажите, на какой машине: on' },
            params: {},
          },
        ]
      : []),
    ...named.flatMap(([machine, at]) =>
      machine === undefined || isTemplate(machine) ? [] : unknown(machine, machines, at, machineText),
    ),
    ...solutionRules(step, path, solution),
    ...(step.until ? unknown(step.until.check, kinds, [...path, 'until', 'check'], checkKindText) : []),
  ]
}

/** Only a near-miss may refer to the solution; ids are those of its steps. */
function solutionRules({ solution: asked }: Step, path: Path, ids: readonly string[] | undefined): BrokenRule[] {
  if (asked === undefined) return []
  if (ids !== undefined)
    return asked === 'all' ? [] : asked.flatMap((id, at) => unknown(id, ids, [...path, 'solution', at], stepText))
  return [
    {
      path: [...path, 'solution'],
      isKey: true,
      text: {
        en: 'only a near-miss (wrong) may refer to the solution',
        ru: 'ссылаться на решение можно только в ошибках (wrong)',
      },
      params: {},
    },
  ]
}

function twice({ tasks, wrong }: ExercisePlan): BrokenRule[] {
  const repeated = (names: readonly string[], path: (index: number) => Path): BrokenRule[] =>
    names.flatMap((name, index) =>
      names.indexOf(name) === index
        ? []
        : [{ path: path(index), text: { en: '"{name}" is there already', ru: '«{name}» уже есть' }, params: { name } }],
    )
  return [
    ...repeated(
      tasks.map(({ id }) => id),
      (index) => ['tasks', index, 'id'],
    ),
    ...repeated(
      wrong.map(({ name }) => name),
      (index) => ['wrong', index, 'name'],
    ),
  ]
}

function pointsRule({ points, tasks }: ExercisePlan): BrokenRule[] {
  const sum = tasks.reduce((total, task) => total + task.points, 0)
  if (points === undefined || points === sum) return []
  return [
    {
      path: ['points'],
      text: {
        en: 'the points of the tasks add up to {sum}, not to {points}',
        ru: 'сумма баллов за задания {sum}, а не {points}',
      },
      params: { sum, points },
    },
  ]
}

function drawRules({ pick, number, name, value }: Draw, path: Path): BrokenRule[] {
  const ways = [pick, number, name, value].filter((way) => way !== undefined).length
  if (ways !== 1) {
    return [
      {
        path,
        isKey: true,
        text: {
          en: 'a draw has exactly one of pick, number, name, value',
          ru: 'у розыгрыша ровно одно из: pick, number, name, value',
        },
        params: {},
      },
    ]
  }
  if (!number || number.to >= number.from) return []
  return [
    {
      path: [...path, 'number', 'to'],
      text: {
        en: 'nothing lies between {from} and {to}',
        ru: 'между {from} и {to} нет ни одного числа',
      },
      params: { from: number.from, to: number.to },
    },
  ]
}

/** What is true from the start proves nothing unless something can lose it. */
function holdsRule({ tasks, wrong }: ExercisePlan): BrokenRule[] {
  const lost = new Set(wrong.flatMap(({ fails }) => fails))
  return tasks.flatMap(({ id, holds }, index) =>
    !holds || lost.has(id)
      ? []
      : [
          {
            path: ['tasks', index, 'holds'],
            text: {
              en: 'no near-miss of `wrong` loses the task "{id}", which holds from the start',
              ru: 'ни одна ошибка из `wrong` не теряет задание «{id}», выполненное с самого начала',
            },
            params: { id },
          },
        ],
  )
}
