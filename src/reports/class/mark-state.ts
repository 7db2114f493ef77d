import type { ClassBook, Graded, Mark, Student } from '../../class/model.ts'
import type { Text } from '../../words/say.ts'

/** How a mark stands, in the order in which sorting puts it. `doubt`: judged, but to be taken with care. */
export const states = ['none', 'error', 'fail', 'doubt', 'pass'] as const
export type State = (typeof states)[number]

/** A sign and words for every state: colour is never the only carrier. */
export const stateWords: Record<State, { sign: string; word: Text }> = {
  pass: { sign: '✓', word: { en: 'passed', ru: 'сдано' } },
  fail: { sign: '✗', word: { en: 'not passed yet', ru: 'ещё не сдано' } },
  error: { sign: '!', word: { en: 'could not be judged', ru: 'не удалось оценить' } },
  doubt: { sign: '?', word: { en: 'to be looked into', ru: 'требует внимания' } },
  none: { sign: '–', word: { en: 'not tried', ru: 'попыток не было' } },
}

export function stateOf(mark: Mark | undefined): State {
  if (mark?.verdict === 'pass') return 'pass'
  if (mark?.last?.trouble) return mark.last.result ? 'doubt' : 'error'
  if (mark?.verdict === 'error') return 'error'
  if (hasOnlyStale(mark)) return 'doubt'
  return mark?.verdict === 'fail' ? 'fail' : 'none'
}

/** There are results, and none of them counts any more. */
export const hasOnlyStale = (mark: Mark | undefined): boolean => mark?.verdict === null && (mark.stale ?? 0) > 0

/** The attempt whose tasks are worth reading: what counts once it is passed, else where the student stands now. */
export function attemptShown(mark: Mark | undefined): Graded | undefined {
  if (mark === undefined || hasOnlyStale(mark)) return undefined
  if (mark.verdict === 'pass') return mark.counted
  return mark.last?.result ? mark.last : (mark.counted ?? mark.last)
}

export const markOf = (book: ClassBook, student: Student, exercise: string): Mark | undefined =>
  book.marks.get(student.id)?.get(exercise)

/** What a student has earned in the whole course. */
export interface Sum {
  points: number
  max: number
  passed: number
  /** 0 to 100; 0 where the course gives no points. */
  percent: number
}

export function sumOf(book: ClassBook, student: Student): Sum {
  const marks = book.course.exercises.map(({ id, points }) => ({ mark: markOf(book, student, id), max: points }))
  // Marks have two decimals; a sum of them must not show more.
  const points = rounded(marks.reduce((sum, { mark }) => sum + (mark?.points ?? 0), 0))
  const max = rounded(marks.reduce((sum, each) => sum + each.max, 0))
  return {
    points,
    max,
    passed: marks.filter(({ mark }) => mark?.verdict === 'pass').length,
    percent: max > 0 ? (100 * points) / max : 0,
  }
}

const rounded = (points: number): number => Math.round(points * 100) / 100
