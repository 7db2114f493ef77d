import type { Mark } from '../../class/model.ts'
import type { TaskResult } from '../../grading/result.ts'
import { plain } from '../../words/plain.ts'
import { language, say, type Text } from '../../words/say.ts'
import { type TaskWords, wordsOf } from '../task-words.ts'
import type { ClassReport } from './format.ts'
import { attemptShown, hasOnlyStale, stateOf, stateWords } from './mark-state.ts'

export const titleOf = ({ titles }: ClassReport, exercise: string): string => titles.get(exercise) ?? ''

/** `03-switchover Planned switchover` */
export const namedExercise = (report: ClassReport, exercise: string): string =>
  `${exercise} ${titleOf(report, exercise)}`.trimEnd()

const remembered = new WeakMap<ClassReport, Map<string, TaskWords>>()

/** Words of a task: a class says the same sentence a thousand times, and each costs parsing a message. */
export function taskWords(task: TaskResult, report: ClassReport): TaskWords {
  const known = remembered.get(report) ?? new Map<string, TaskWords>()
  remembered.set(report, known)
  const key = JSON.stringify([task.check, task.word, task.params, task.machine, language()])
  const words = known.get(key) ?? wordsOf(task, report.kinds)
  known.set(key, words)
  return words
}

/** Why a mark could not be judged or is in doubt; undefined for all others. */
export function reasonOf(mark: Mark | undefined, report: ClassReport): string | undefined {
  if (!['error', 'doubt'].includes(stateOf(mark))) return undefined
  if (hasOnlyStale(mark)) return say(onlyStale)
  if (mark?.last?.trouble) return plain(report.troubleWords(mark.last.trouble))
  const broken = mark?.last?.result?.tasks.find(({ verdict }) => verdict === 'error')
  return broken ? plain(`${broken.id}: ${taskWords(broken, report).message}`) : say(stateWords.error.word)
}

/** A mark in lines for whoever gets it: how it stands, what it was cut for, and each task with what was found. */
export function feedbackLines(mark: Mark | undefined, report: ClassReport): string[] {
  const reason = reasonOf(mark, report)
  return [
    `${say(stateWords[stateOf(mark)].word)}${reason ? `: ${reason}` : ''}`,
    ...deductionLines(mark),
    ...(attemptShown(mark)?.result?.tasks ?? []).map((task) => taskLine(task, report)),
  ]
}

function deductionLines(mark: Mark | undefined): string[] {
  const { late = 0, hints = 0 } = mark ?? {}
  return [
    ...(late > 0
      ? [
          say(
            {
              en: 'late by {n, plural, one {# day} other {# days}}',
              ru: 'опоздание: {n, plural, one {# день} few {# дня} many {# дней} other {# дня}}',
            },
            { n: late },
          ),
        ]
      : []),
    ...(hints > 0 ? [say({ en: 'hints: {n}', ru: 'подсказок: {n}' }, { n: hints })] : []),
  ]
}

const onlyStale: Text = {
  en: 'There are results, but the exercise has been changed or drawn anew since, so they do not count.',
  ru: 'Результаты есть, но с тех пор упражнение изменили или значения в нём стали другими, поэтому они не учтены.',
}

function taskLine(task: TaskResult, report: ClassReport): string {
  const { message } = taskWords(task, report)
  const facts = [
    task.expected && `${say({ en: 'expected', ru: 'ожидалось' })}: ${plain(task.expected)}`,
    task.found && `${say({ en: 'found', ru: 'найдено' })}: ${plain(task.found)}`,
  ].filter(Boolean)
  const why = !['fail', 'error'].includes(task.verdict) || facts.length === 0 ? '' : ` (${facts.join(', ')})`
  return `${plain(task.id)} ${task.points}/${task.max}: ${plain(message)}${why}`
}

/** How long something has lasted, in the largest unit that fits: `for 2 hours`. */
export function lastingWords(since: number, at: number): string {
  const seconds = Math.max(0, (at - since) / 1000)
  const unit = units.find(({ length }) => seconds >= length)
  return unit ? say(unit.text, { n: Math.floor(seconds / unit.length) }) : say({ en: 'just now', ru: 'только что' })
}

const units: readonly { length: number; text: Text }[] = [
  {
    length: 604_800,
    text: {
      en: 'for {n, plural, one {# week} other {# weeks}}',
      ru: 'уже {n, plural, one {# неделю} few {# недели} many {# недель} other {# недели}}',
    },
  },
  {
    length: 86_400,
    text: {
      en: 'for {n, plural, one {# day} other {# days}}',
      ru: 'уже {n, plural, one {# день} few {# дня} many {# дней} other {# дня}}',
    },
  },
  {
    length: 3600,
    text: {
      en: 'for {n, plural, one {# hour} other {# hours}}',
      ru: 'уже {n, plural, one {# час} few {# часа} many {# часов} other {# часа}}',
    },
  },
  {
    length: 60,
    text: {
      en: 'for {n, plural, one {# minute} other {# minutes}}',
      ru: 'уже {n, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}',
    },
  },
]

/** Date and time by the instructor's clock. */
export const momentWords = (at: number): string => {
  const known =
    moments.get(language()) ?? new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' })
  moments.set(language(), known)
  return known.format(at)
}
const moments = new Map<string, Intl.DateTimeFormat>()

export const numberWords = (value: number, digits = 2): string =>
  new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value)
