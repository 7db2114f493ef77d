import type { CourseExercise, Graded } from '../../src/class/model.ts'
import type { Verdict } from '../../src/grading/result.ts'

export const day = 86_400_000

/** An exercise of ten marks that closes at the end of day 10. */
export const exercise: CourseExercise = { id: '01-tour', points: 10, opens: 0, closes: 10 * day }

/** A line of the results file: one task for each point, the first `points` of them passed. */
export function line(at: number, points: number, other: Partial<Graded> = {}): Graded {
  const max = 4
  const tasks = Array.from({ length: max }, (_, n) => task(`t${n}`, n < points ? 'pass' : 'fail'))
  return {
    at,
    student: 's01',
    lab: 'patroni',
    exercise: '01-tour',
    source: 'live',
    basis: 'evidence',
    started: 0,
    hints: 0,
    draw: 'now',
    result: {
      exercise: '01-tour',
      student: 's01',
      verdict: points === max ? 'pass' : 'fail',
      points,
      max,
      tasks,
    },
    trouble: null,
    ...other,
  }
}

/** A line of a lab that nobody could judge. */
export const troubled = (at: number, other: Partial<Graded> = {}): Graded =>
  line(at, 0, {
    result: null,
    started: null,
    hints: null,
    draw: '',
    trouble: { word: 'unreachable', params: {} },
    ...other,
  })

const task = (id: string, verdict: Verdict) => ({
  id,
  verdict,
  points: verdict === 'pass' ? 1 : 0,
  max: 1,
  check: 'system/command',
  word: verdict,
  params: {},
  expected: null,
  found: null,
  machine: null,
  evidence: [],
  ms: 1,
})
