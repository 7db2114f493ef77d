import { plain } from '../words/plain.ts'
import type { Params } from '../words/say.ts'

export const verdicts = ['pass', 'fail', 'skip', 'error'] as const
export type Verdict = (typeof verdicts)[number]

/** What became of one task: a record in no language. Reports turn it into words. */
export interface TaskResult {
  id: string
  verdict: Verdict
  points: number
  max: number
  /** Kind of the check, e.g. `patroni/leader-is`, and the key of its sentence. */
  check: string
  word: string
  params: Params
  expected: string | null
  found: string | null
  machine: string | null
  evidence: readonly string[]
  /** ms from the first question to the verdict. */
  ms: number
}

/** What became of one exercise. */
export interface Result {
  exercise: string
  student: string
  verdict: Verdict
  points: number
  max: number
  tasks: readonly TaskResult[]
}

/** Whatever a machine has said comes into a result on one line, bounded, and deaf to terminals. */
const harmless = (task: TaskResult): TaskResult => ({
  ...task,
  params: Object.fromEntries(
    Object.entries(task.params).map(([key, value]) => [key, typeof value === 'string' ? plain(value) : value]),
  ),
  expected: task.expected && plain(task.expected),
  found: task.found && plain(task.found),
  machine: task.machine && plain(task.machine),
  evidence: task.evidence.slice(0, 50).map(plain),
})

/**
 * An exercise has passed when every task has; one that could not be judged makes the whole an error. Where nothing is
 * wrong and something was not looked at, the exercise is neither passed nor failed.
 */
export function summarise(exercise: string, student: string, tasks: readonly TaskResult[]): Result {
  const verdict: Verdict = tasks.some((task) => task.verdict === 'error')
    ? 'error'
    : tasks.every((task) => task.verdict === 'pass')
      ? 'pass'
      : tasks.some((task) => task.verdict === 'fail')
        ? 'fail'
        : 'skip'
  const sum = (of: (task: TaskResult) => number): number => tasks.reduce((total, task) => total + of(task), 0)
  return {
    exercise,
    student,
    verdict,
    points: sum(({ points }) => points),
    max: sum(({ max }) => max),
    tasks: tasks.map(harmless),
  }
}
