import chalk from 'chalk'
import type { Student } from '../../../class/model.ts'
import { say } from '../../../words/say.ts'
import { shown } from '../../../words/shown.ts'
import { table } from '../../table.ts'
import { damagedWords } from '../damaged-words.ts'
import type { ClassFormat, ClassReport } from '../format.ts'
import { markOf, type State, stateOf, states, stateWords, sumOf } from '../mark-state.ts'
import { stuckOnes, unjudgedOnes } from '../stuck.ts'
import { lastingWords, momentWords, numberWords } from '../words.ts'

const paints: Record<State, (text: string) => string> = {
  pass: chalk.green,
  fail: chalk.red,
  error: chalk.yellow,
  doubt: chalk.magenta,
  none: chalk.dim,
}

/** Columns where nobody says how wide the terminal is. */
const usualWidth = 100
/** Columns that a reason needs to be readable. */
const narrowest = 24

/** A table for a terminal: a row for everyone, and the reason in words where something could not be judged. */
const text: ClassFormat = {
  summary: { en: 'a table for people', ru: 'таблица для человека' },
  render(report) {
    const { book } = report
    const width = process.stdout.columns ?? usualWidth
    const rows = book.students.map((student) => cellsOf(student, report))
    const head = [
      say({ en: 'Student', ru: 'Студент' }),
      say({ en: 'Group', ru: 'Группа' }),
      say({ en: 'Points', ru: 'Баллы' }),
      say({ en: 'Passed', ru: 'Сдано' }),
      say({ en: 'Exercises', ru: 'Упражнения' }),
      say({ en: 'What holds them up', ru: 'Что мешает' }),
    ]
    const kept = fitting(head, rows, width)
    const widths = kept.map((column) => (column === head.length - 1 ? reasonWidth(kept, head, rows, width) : null))
    return [
      chalk.bold(shown(book.course.title)),
      say(
        {
          en: '{name}, {n, plural, one {# student} other {# students}}, {when}',
          ru: '{name}, {n, plural, one {# студент} few {# студента} many {# студентов} other {# студента}}, {when}',
        },
        { name: shown(book.name), n: book.students.length, when: momentWords(book.at) },
      ),
      '',
      table(
        kept.map((column) => head[column] ?? ''),
        rows.map((row) => kept.map((column) => row[column] ?? '')),
        widths,
      ),
      '',
      ...(kept.includes(strip) ? [legend()] : []),
      ...damagedWords(book.damaged),
      '',
    ].join('\n')
  },
}

const strip = 4

function cellsOf(student: Student, report: ClassReport): string[] {
  const { book } = report
  const { points, max, passed } = sumOf(book, student)
  return [
    shown(student.name ? `${student.id} ${student.name}` : student.id),
    shown(student.group),
    `${numberWords(points)}/${numberWords(max)}`,
    `${passed}/${book.course.exercises.length}`,
    book.course.exercises
      .map(({ id }) => stateOf(markOf(book, student, id)))
      .map((state) => paints[state](stateWords[state].sign))
      .join(''),
    reasons(student, report),
  ]
}

/** What could not be judged comes before what is open: it is the instructor who has to do something. */
function reasons(student: Student, report: ClassReport): string {
  const one = { ...report, book: { ...report.book, students: [student] } }
  const unjudged = unjudgedOnes(one).map(({ reason, exercises }) => `${some(exercises)}: ${reason}`)
  const stuck = stuckOnes(one).map(
    ({ exercise, tasks, since }) =>
      `${number(exercise)}: ${tasks.map(shown).join(', ')}, ${lastingWords(since, report.book.at)}`,
  )
  const all = [...unjudged, ...stuck]
  return all.length > 3 ? [...all.slice(0, 3), '…'].join('; ') : all.join('; ')
}

/** The number of an exercise says enough where every column counts. */
const number = (exercise: string): string => exercise.split('-')[0] ?? exercise
const some = (exercises: readonly string[]): string =>
  exercises.length > 5
    ? `${exercises.slice(0, 4).map(number).join(' ')} … ${number(exercises.at(-1) ?? '')}`
    : exercises.map(number).join(' ')

/** Columns by number, without those that a narrow terminal has no room for or that nobody has anything in. */
function fitting(head: readonly string[], rows: readonly string[][], width: number): number[] {
  const filled = head.map((_, column) => column).filter((column) => rows.some((row) => row[column]))
  const dropped = [[], [strip], [strip, 1], [strip, 1, 3]]
  const kept = dropped.map((without) => filled.filter((column) => !without.includes(column)))
  return kept.find((columns) => reasonWidth(columns, head, rows, width) >= narrowest) ?? kept.at(-1) ?? filled
}

/** What is left for the reasons beside the other columns; each has three blanks around it. */
function reasonWidth(
  columns: readonly number[],
  head: readonly string[],
  rows: readonly string[][],
  width: number,
): number {
  const others = columns.filter((column) => column !== head.length - 1)
  const taken = others.reduce((sum, column) => {
    const cells = [head[column] ?? '', ...rows.map((row) => row[column] ?? '')]
    return sum + 3 + Math.max(...cells.map(visibleLength))
  }, 0)
  return width - taken
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
const visibleLength = (text: string): number => text.replace(/\u001b\[[0-9;]*m/g, '').length

const legend = (): string =>
  [...states]
    .reverse()
    .map((state) => `${paints[state](stateWords[state].sign)} ${say(stateWords[state].word)}`)
    .join('   ')

export default text
