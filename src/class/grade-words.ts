import type { Kinds } from '../grading/kinds.ts'
import { jsonResult } from '../reports/json-result.ts'
import { verdictWords } from '../reports/result-words.ts'
import { table } from '../reports/table.ts'
import { wordsOf } from '../reports/task-words.ts'
import { say } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import type { Row } from './grade-class.ts'
import type { Graded, Student } from './model.ts'
import { troubleWords } from './trouble-words.ts'

/** What came of a class in a table: a row for everyone, and with it why somebody has no result. */
export function gradeWords(rows: readonly Row[], students: readonly Student[], kinds: Kinds): string {
  const names = new Map(students.map(({ id, name }) => [id, name]))
  const head = [
    say({ en: 'Student', ru: 'Студент' }),
    say({ en: 'Name', ru: 'Имя' }),
    say({ en: 'Exercise', ru: 'Упражнение' }),
    say({ en: 'Verdict', ru: 'Результат' }),
    say({ en: 'Points', ru: 'Баллы' }),
    say({ en: 'Why', ru: 'Почему' }),
  ]
  const cells = rows.map(({ graded }) => {
    const { student, exercise, result } = graded
    const points = result ? `${result.points}/${result.max}` : '–'
    return [
      shown(student),
      shown(names.get(student) ?? ''),
      exercise || '–',
      verdictCell(graded),
      points,
      reasonWords(graded, kinds),
    ]
  })
  return `${table(head, cells)}\n\n${totalWords(rows)}`
}

function verdictCell({ result }: Graded): string {
  const { sign, word, paint } = verdictWords[result?.verdict ?? 'error']
  return paint(`${sign} ${say(word)}`)
}

/** Why an exercise has not passed, in a sentence or two; empty where it has. */
export function reasonWords({ result, trouble }: Graded, kinds: Kinds): string {
  const open = result?.tasks.filter(({ verdict }) => verdict !== 'pass') ?? []
  const worst = ['error', 'fail', 'skip'].flatMap((verdict) => open.filter((task) => task.verdict === verdict))[0]
  const more = open.length - 1
  const sentence = worst && `${worst.id}: ${wordsOf(worst, kinds).message}`
  const others = more > 0 ? say({ en: '({n} more)', ru: '(и ещё {n})' }, { n: more }) : undefined
  return [trouble && troubleWords(trouble), sentence, others].filter(Boolean).join(' ')
}

/** The last line: how many of what. */
export function totalWords(rows: readonly Row[]): string {
  const count = (is: (graded: Graded) => boolean) => rows.filter(({ graded }) => is(graded)).length
  return say(
    {
      en: '{n, plural, one {# result} other {# results}}: {pass} passed, {fail} not yet, {skip} not looked at in full, {error} not judged, {none} without a result. {kept, plural, =0 {} one {# is from before.} other {# are from before.}}',
      ru: 'Результатов: {n}; пройдено: {pass}, ещё нет: {fail}, просмотрено не полностью: {skip}, не оценено: {error}, без результата: {none}.{kept, plural, =0 {} other { Из прежних: {kept}.}}',
    },
    {
      n: rows.length,
      pass: count(({ result }) => result?.verdict === 'pass'),
      fail: count(({ result }) => result?.verdict === 'fail'),
      skip: count(({ result }) => result?.verdict === 'skip'),
      error: count(({ result }) => result?.verdict === 'error'),
      none: count(({ result }) => result === null),
      kept: rows.filter(({ kept }) => kept).length,
    },
  ).trim()
}

/** The shape of `grade --json`: results as `check --json` has them. */
export const jsonGraded = (name: string, rows: readonly Row[], kinds: Kinds) => ({
  class: name,
  graded: rows.map(({ graded, kept }) => {
    const { at, student, lab, exercise, source, basis, started, trouble, result } = graded
    return {
      student,
      lab,
      exercise: exercise || null,
      at,
      started,
      source,
      basis,
      kept,
      trouble: trouble && { word: trouble.word, message: troubleWords(trouble) },
      result: result && jsonResult(result, kinds),
    }
  }),
})
