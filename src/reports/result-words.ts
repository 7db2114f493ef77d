import chalk from 'chalk'
import type { Kinds } from '../grading/kinds.ts'
import type { Result, TaskResult, Verdict } from '../grading/result.ts'
import { say, type Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { type TaskWords, wordsOf } from './task-words.ts'

/** A sign and a word for every verdict: colour is never the only carrier. */
export const verdictWords: Record<Verdict, { sign: string; word: Text; paint: (text: string) => string }> = {
  pass: { sign: '✔', word: { en: 'passed', ru: 'выполнено' }, paint: chalk.green },
  fail: { sign: '✘', word: { en: 'not yet', ru: 'ещё нет' }, paint: chalk.red },
  skip: { sign: '–', word: { en: 'skipped', ru: 'пропущено' }, paint: chalk.dim },
  error: { sign: '!', word: { en: 'not judged', ru: 'не оценено' }, paint: chalk.yellow },
}

/** A result for a terminal: a line a task, and below it what helps where something is wrong. */
export function resultWords(result: Result, kinds: Kinds): string {
  const widths = {
    word: Math.max(...Object.values(verdictWords).map(({ word }) => say(word).length)),
    id: Math.max(...result.tasks.map(({ id }) => id.length)),
  }
  const lines = result.tasks.flatMap((task) => taskLines(task, kinds, widths))
  return [...lines, '', totalWords(result)].join('\n')
}

function taskLines(task: TaskResult, kinds: Kinds, widths: { word: number; id: number }): string[] {
  const { sign, word, paint } = verdictWords[task.verdict]
  const { message, cause, look } = wordsOf(task, kinds)
  const head = `${paint(`${sign} ${say(word).padEnd(widths.word)}`)}  ${task.id.padEnd(widths.id)}  ${task.points}/${task.max}  ${message}`
  if (task.verdict === 'pass' || task.verdict === 'skip') return [head]
  const indent = ' '.repeat(widths.word + widths.id + 6)
  return [
    head,
    ...detailsOf(task, { cause, look }).map(({ label, text }) => `${indent}${chalk.dim(`${label}:`)} ${text}`),
  ]
}

/** What helps where something is wrong, each with its label. */
export function detailsOf(
  task: TaskResult,
  { cause, look }: Pick<TaskWords, 'cause' | 'look'>,
): { label: string; text: string }[] {
  if (task.verdict === 'pass' || task.verdict === 'skip') return []
  const details: [Text, string | null | undefined][] = [
    [{ en: 'expected', ru: 'ожидалось' }, task.expected && shown(task.expected)],
    [{ en: 'found', ru: 'найдено' }, task.found && shown(task.found)],
    [{ en: 'machine', ru: 'машина' }, task.machine && shown(task.machine)],
    [{ en: 'likely cause', ru: 'вероятная причина' }, cause],
    [{ en: 'look at', ru: 'где смотреть' }, look],
  ]
  return details.flatMap(([label, text]) => (text ? [{ label: say(label), text }] : []))
}

/** The sum in a sentence. */
export function totalWords({ verdict, points, max }: Result): string {
  const sums = { points, max }
  if (verdict === 'pass')
    return say(
      {
        en: 'Passed: {points} of {max, plural, one {# point} other {# points}}.',
        ru: 'Пройдено: {points} из {max, plural, one {# балла} other {# баллов}}.',
      },
      sums,
    )
  if (verdict === 'error')
    return say(
      {
        en: 'Not everything could be judged; so far {points} of {max, plural, one {# point} other {# points}}. This does not count against you.',
        ru: 'Оценить удалось не всё; пока {points} из {max, plural, one {# балла} other {# баллов}}. В минус вам это не идёт.',
      },
      sums,
    )
  return say(
    {
      en: 'So far {points} of {max, plural, one {# point} other {# points}}.',
      ru: 'Пока {points} из {max, plural, one {# балла} other {# баллов}}.',
    },
    sums,
  )
}
