import type { Kinds } from '../grading/kinds.ts'
import type { Result } from '../grading/result.ts'
import { wordsOf } from './task-words.ts'

/** The shape of `check --json`, which other tools rely on. */
export const jsonResult = ({ exercise, student, verdict, points, max, tasks }: Result, kinds: Kinds) => ({
  exercise,
  student,
  verdict,
  points,
  max,
  tasks: tasks.map((task) => ({
    id: task.id,
    verdict: task.verdict,
    points: task.points,
    max: task.max,
    message: wordsOf(task, kinds).message,
    expected: task.expected,
    found: task.found,
    machine: task.machine,
    evidence: task.evidence,
    ms: task.ms,
  })),
})
