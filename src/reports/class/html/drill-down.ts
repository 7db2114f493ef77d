import type { Mark } from '../../../class/model.ts'
import type { TaskResult } from '../../../grading/result.ts'
import { verdicts } from '../../../grading/result.ts'
import { plain } from '../../../words/plain.ts'
import { say } from '../../../words/say.ts'
import type { ClassReport } from '../format.ts'
import { attemptShown, markOf } from '../mark-state.ts'
import { reasonOf, taskWords } from '../words.ts'

/** Letters of the data that a page may carry, so that it opens quickly whatever machines have answered. */
const budget = 900_000
/** Letters of one text, and lines of evidence of one task. */
const longest = 240
const mostEvidence = 3

/**
 * What the page's script shows of a mark when it is asked for, as compact as JSON gets: texts and tasks stand once
 * in a table and are named by their numbers, -1 is "none", times are seconds since the report (negative).
 */
export interface DrillDown {
  texts: readonly string[]
  /** id, verdict (number in `verdicts`), points, max, message, expected, found, machine, cause, look, evidence… */
  tasks: readonly (readonly number[])[]
  /** By student, then by exercise; 0 where nothing was tried. */
  marks: readonly (readonly (CompactMark | 0)[])[]
}

/** points, attempts, hints, days late, at, started, 1 for a submission, 1 for evidence, reason, at of the attempt that counts, tasks */
export type CompactMark = readonly [
  points: number,
  attempts: number,
  hints: number,
  late: number,
  at: number,
  started: number,
  submission: 0 | 1,
  evidence: 0 | 1,
  reason: number,
  counted: number,
  tasks: readonly number[],
]

export function drillDown(report: ClassReport): DrillDown {
  const texts = new TextTable()
  const tasks = new Map<string, number>()
  const number = (task: TaskResult): number => {
    const compact = JSON.stringify(compactTask(task, report, texts))
    const known = tasks.get(compact) ?? tasks.size
    tasks.set(compact, known)
    return known
  }
  const { students, course } = report.book
  const marks = students.map((student) =>
    course.exercises.map(({ id }) => compactMark(markOf(report.book, student, id), report, texts, number)),
  )
  return { texts: texts.all, tasks: [...tasks.keys()].map((task) => JSON.parse(task) as number[]), marks }
}

function compactMark(
  mark: Mark | undefined,
  report: ClassReport,
  texts: TextTable,
  number: (task: TaskResult) => number,
): CompactMark | 0 {
  const attempt = attemptShown(mark)
  const reason = reasonOf(mark, report)
  if (!mark || (!attempt && !reason)) return 0
  const seconds = (at: number | null | undefined): number => (at == null ? 1 : Math.round((at - report.book.at) / 1000))
  return [
    mark.points,
    mark.attempts,
    mark.hints,
    mark.late,
    seconds((attempt ?? mark.last)?.at),
    seconds(attempt?.started),
    attempt?.source === 'submission' ? 1 : 0,
    attempt?.basis === 'evidence' ? 1 : 0,
    reason ? texts.number(reason) : -1,
    mark.counted && attempt && mark.counted !== attempt ? seconds(mark.counted.at) : 1,
    (attempt?.result?.tasks ?? []).map(number),
  ]
}

function compactTask(task: TaskResult, report: ClassReport, texts: TextTable): number[] {
  const { message, cause, look } = taskWords(task, report)
  const helps = task.verdict === 'fail' || task.verdict === 'error'
  const details = helps ? [task.expected, task.found, task.machine, cause, look] : []
  const compact = [
    texts.number(task.id),
    verdicts.indexOf(task.verdict),
    task.points,
    task.max,
    ...[message, ...details].map((text) => (text ? texts.number(text) : -1)),
    ...(helps ? task.evidence.slice(0, mostEvidence).map((line) => texts.number(line)) : []),
  ]
  while (compact.at(-1) === -1) compact.pop()
  return compact
}

/** Texts by number, each once. When the budget is spent, what is new gives way to a sentence that says so. */
class TextTable {
  readonly #numbers = new Map<string, number>()
  #letters = 0

  get all(): string[] {
    return [...this.#numbers.keys()]
  }

  number(text: string): number {
    const short = cut(plain(text))
    const known = this.#numbers.get(short)
    if (known !== undefined) return known
    this.#letters += short.length
    const kept = this.#letters > budget ? say(leftOut) : short
    const number = this.#numbers.get(kept) ?? this.#numbers.size
    this.#numbers.set(kept, number)
    return number
  }
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text)

const leftOut = {
  en: '(left out to keep this page small; --format json has it)',
  ru: '(опущено, чтобы страница оставалась небольшой; полностью в --format json)',
}

/** JSON that may stand in a script element: no letter of it can end the element or begin a comment. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
