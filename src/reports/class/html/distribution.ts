import { say } from '../../../words/say.ts'
import type { ClassReport } from '../format.ts'
import { markOf, stateOf, sumOf } from '../mark-state.ts'
import { numberWords } from '../words.ts'

const bins = 10
const width = 560
const height = 150
const gap = 6

/** How many students have earned which part of the points: bars for an SVG of the given size, and the numbers. */
export function distribution({ book }: ClassReport) {
  const percents = book.students.map((student) => sumOf(book, student).percent)
  const counts = Array.from({ length: bins }, (_, bin) => percents.filter((percent) => binOf(percent) === bin).length)
  const most = Math.max(1, ...counts)
  const step = width / bins
  return {
    width,
    height,
    bars: counts.map((count, bin) => ({
      x: bin * step + gap / 2,
      width: step - gap,
      y: height - (count / most) * (height - 20),
      height: (count / most) * (height - 20),
      middle: (bin + 0.5) * step,
      count,
      range: rangeWords(bin),
    })),
    mean: percentWords(Math.round(percents.reduce((sum, each) => sum + each, 0) / Math.max(1, percents.length))),
    median: percentWords(Math.round(median(percents))),
  }
}

/** The last one includes 100 %. */
const binOf = (percent: number): number => Math.min(bins - 1, Math.floor(percent / (100 / bins)))

const rangeWords = (bin: number): string => {
  const from = bin * (100 / bins)
  return say({ en: '{from}–{to}%', ru: '{from}–{to} %' }, { from, to: from + 100 / bins })
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

const percentWords = (value: number): string => say({ en: '{value}%', ru: '{value} %' }, { value })

/** For each exercise how many have passed it, with the part of the class in percent. */
export const passRates = ({ book, titles }: ClassReport) =>
  book.course.exercises.map(({ id, points }) => {
    const marks = book.students.map((student) => markOf(book, student, id))
    const count = (...states: string[]): number => marks.filter((mark) => states.includes(stateOf(mark))).length
    const passed = count('pass', 'doubt')
    const tried = marks.length - count('none')
    const earned = marks.reduce((sum, mark) => sum + (mark?.points ?? 0), 0)
    return {
      id,
      title: titles.get(id) ?? '',
      passed,
      open: count('fail'),
      unjudged: count('error'),
      untried: count('none'),
      percent: marks.length > 0 ? Math.round((100 * passed) / marks.length) : 0,
      share: percentWords(marks.length > 0 ? Math.round((100 * passed) / marks.length) : 0),
      mean: tried > 0 ? numberWords(earned / tried, 1) : '–',
      points: numberWords(points),
    }
  })
