import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../root.ts'
import { plain } from '../../../words/plain.ts'
import { language, say } from '../../../words/say.ts'
import { renderPage } from '../../html.ts'
import { damagedWords } from '../damaged-words.ts'
import type { ClassFormat, ClassReport } from '../format.ts'
import { distribution, passRates } from '../html/distribution.ts'
import { drillDown, scriptJson } from '../html/drill-down.ts'
import { matrix } from '../html/matrix.ts'
import { pageWords, scriptWords } from '../html/page-words.ts'
import { states, stateWords } from '../mark-state.ts'
import { type Stuck, stuckOnes, type Unjudged, unjudgedOnes } from '../stuck.ts'
import { lastingWords, momentWords, numberWords, titleOf } from '../words.ts'

/** One page that needs nothing else, not even its script: for a browser, for paper, for a screen reader. */
const html: ClassFormat = {
  summary: { en: 'one page for a browser, to read and to print', ru: 'одна страница для браузера и печати' },
  render(unsafe) {
    const report = withPlainNames(unsafe)
    const { book } = report
    const style = styles.map(part).join('')
    const script = part('page.js')
    const words = pageWords()
    const stuck = stuckOnes(report)
    const unjudged = unjudgedOnes(report)
    const distributed = distribution(report)
    return renderPage('class.html.njk', {
      language: language(),
      words,
      title: book.course.title,
      name: book.name,
      asOf: {
        text: say({ en: 'As of {when}', ru: 'По состоянию на {when}' }, { when: momentWords(book.at) }),
        iso: new Date(book.at).toISOString(),
      },
      damaged: damagedWords(book.damaged),
      tiles: tiles(report, { stuck, unjudged, mean: distributed.mean, median: distributed.median }),
      stuckMore: say({ en: '{n} more', ru: 'Ещё {n}' }, { n: stuck.length - 10 }),
      stuck: stuck.map((one) => stuckRow(one, report)),
      unjudged,
      exercises: book.course.exercises.map(({ id, points }) => ({
        id,
        number: id.split('-')[0],
        title: titleOf(report, id),
        points: numberWords(points),
      })),
      hasGroups: book.students.some(({ group }) => group),
      groups: [...new Set(book.students.map(({ group }) => group).filter(Boolean))].sort(),
      legend: [...states]
        .reverse()
        .map((state) => ({ state, sign: stateWords[state].sign, word: say(stateWords[state].word) })),
      rows: matrix(report),
      distribution: distributed,
      rates: passRates(report),
      // The hashes are all that a page may run and be dressed with: whatever got into it otherwise does nothing.
      policy: `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`,
      style,
      script,
      data: scriptJson({
        at: book.at,
        words: scriptWords(),
        exercises: book.course.exercises.map(({ id, points }) => [id, titleOf(report, id), points]),
        ...drillDown(report),
      }),
    })
  },
}

/** Letters of a name that the page has room for. */
const longestName = 120

/** Without marks that turn the direction of writing for all that follows; what means something in HTML is escaped later. */
const withPlainNames = (report: ClassReport): ClassReport => {
  const name = (text: string): string => plain(text).slice(0, longestName)
  const students = report.book.students.map((student) => ({
    ...student,
    name: name(student.name),
    group: name(student.group),
  }))
  return {
    ...report,
    book: { ...report.book, students },
  }
}

/** In the order in which later rules win. */
const styles = ['page.css', 'matrix.css', 'dialog.css', 'narrow.css', 'print.css']

/** With the ends of lines that a browser counts in the hash, however Git has put the file there. */
const part = (file: string): string =>
  readFileSync(join(root, 'src/reports/pages/class', file), 'utf8').replaceAll('\r\n', '\n')
const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

const tiles = (
  { book }: ClassReport,
  counts: { stuck: readonly Stuck[]; unjudged: readonly Unjudged[]; mean: string; median: string },
) => {
  const words = pageWords()
  const people = (ones: readonly { student: { id: string } }[]): string =>
    numberWords(new Set(ones.map(({ student }) => student.id)).size)
  return [
    { label: words.students, value: numberWords(book.students.length) },
    { label: words.exercises, value: numberWords(book.course.exercises.length) },
    { label: words.average, value: counts.mean },
    { label: words.median, value: counts.median },
    { label: words.stuckCount, value: people(counts.stuck) },
    { label: words.unjudgedCount, value: people(counts.unjudged) },
  ]
}

const stuckRow = ({ student, exercise, tasks, since }: Stuck, report: ClassReport) => ({
  student,
  exercise,
  title: titleOf(report, exercise),
  tasks: tasks.map(plain),
  lasting: lastingWords(since, report.book.at),
  exact: momentWords(since),
  iso: new Date(since).toISOString(),
})

export default html
