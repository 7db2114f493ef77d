import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import type { Params } from '../words/say.ts'
import { Interview, type Reach, Unanswered } from './interview.ts'
import { type Answers, type CheckKind, type Judgement, type Question, type Scene, trouble } from './kind.ts'
import type { TaskResult } from './result.ts'

/** One task, its check chosen and its parameters filled in. */
export interface Task {
  id: string
  points: number
  needs: readonly string[]
  check: string
  kind: CheckKind
  /** As written, templates filled; the kind's schema reads them. */
  parameters: Record<string, unknown>
  /** ms; undefined: one look. */
  within: number | undefined
  stable: number | undefined
  /** Answers of the attempt's start. */
  before: Answers
  /**
   * What is done to the lab before this task is looked at; then all tasks before it must have passed.
   * Gives the scene to judge in: a trial may begin its evidence anew.
   */
  trial: (() => Promise<Scene>) | undefined
  /** Undoes the trial, whatever came of it. */
  tidy: (() => Promise<unknown>) | undefined
  /** Why this task is not looked at this time: a key of the common words. */
  aside?: string | undefined
}

export interface GradeOptions {
  scene: Scene
  reach: Reach
  /** Multiplies every patience, for slow laptops. */
  patience?: number
  /** Told whenever what is awaited changes. */
  tell?: (waiting: readonly Waiting[]) => void
  signal?: AbortSignal
}

/** A task that has not passed yet and may still. */
export interface Waiting {
  id: string
  /** ms until it counts as failed, or until it has lasted long enough. */
  left: number
  settling: boolean
}

/** ms between two looks at something that is awaited. */
const interval = 400

/** Judges tasks: everything is asked side by side, what may still come is asked again. */
export async function grade(tasks: readonly Task[], options: GradeOptions): Promise<TaskResult[]> {
  const asked = tasks.filter(({ aside }) => aside === undefined)
  const results = new Map<string, TaskResult>()
  for (const task of tasks) if (task.aside !== undefined) results.set(task.id, setAside(task, task.aside))
  await rounds(
    asked.filter(({ trial }) => !trial),
    results,
    options,
  )
  for (const task of asked.filter(({ trial }) => trial)) {
    const open = asked.flatMap(({ id }) => results.get(id) ?? []).filter(({ verdict }) => verdict !== 'pass')
    if (open.length > 0) {
      results.set(
        task.id,
        skipped(
          task,
          open.map(({ id }) => id),
        ),
      )
      continue
    }
    await tryOut(task, results, options)
  }
  return tasks.map(({ id }) => results.get(id) as TaskResult)
}

/** Does a task's trial, judges it, and tidies up. A trial that cannot be carried out is no verdict on the learner. */
async function tryOut(task: Task, results: Map<string, TaskResult>, options: GradeOptions): Promise<void> {
  const began = performance.now()
  try {
    try {
      const scene = (await task.trial?.()) ?? options.scene
      await rounds([task], results, { ...options, scene })
    } finally {
      await task.tidy?.()
    }
  } catch (cause) {
    options.signal?.throwIfAborted()
    const params = { reason: (cause as Error).message.slice(0, 200) }
    results.set(task.id, resultOf(task, trouble('untried', { params }), performance.now() - began))
  }
}

/** Looks again and again until every task is decided. */
async function rounds(tasks: readonly Task[], results: Map<string, TaskResult>, options: GradeOptions): Promise<void> {
  const { patience = 1, tell, signal } = options
  const began = performance.now()
  const passedSince = new Map<string, number>()
  for (;;) {
    signal?.throwIfAborted()
    const asked = performance.now()
    const open = tasks.filter(({ id }) => !results.has(id))
    const ready = open.filter(({ needs }) => needs.every((need) => results.get(need)?.verdict === 'pass'))
    const hopeless = open.filter(({ needs }) => needs.some((need) => isLost(results.get(need))))
    for (const task of hopeless)
      results.set(
        task.id,
        skipped(
          task,
          task.needs.filter((need) => isLost(results.get(need))),
        ),
      )
    const interview = new Interview(options.reach)
    const judged = await Promise.all(
      ready.map(async (task) => [task, await judge(task, interview, options.scene)] as const),
    )
    const waiting: Waiting[] = []
    for (const [task, judgement] of judged) {
      const now = performance.now()
      const left = (task.within ?? 0) * patience - (now - began)
      if (judgement.verdict === 'pass') {
        const since = passedSince.get(task.id) ?? asked
        passedSince.set(task.id, since)
        const settle = (task.stable ?? 0) - (now - since)
        if (settle <= 0) results.set(task.id, resultOf(task, judgement, now - began))
        else waiting.push({ id: task.id, left: settle, settling: true })
      } else {
        passedSince.delete(task.id)
        if (left <= 0) results.set(task.id, resultOf(task, judgement, now - began))
        else waiting.push({ id: task.id, left, settling: false })
      }
    }
    if (tasks.every(({ id }) => results.has(id))) return
    // A task that only waited for another's verdict is looked at at once.
    if (waiting.length === 0) continue
    tell?.(waiting)
    await sleep(interval, undefined, { signal })
  }
}

const isLost = (result: TaskResult | undefined): boolean => result !== undefined && result.verdict !== 'pass'

/** One look at one task. Whatever goes wrong in it is trouble of the grader and never the learner's failure. */
export async function judge(
  { kind, parameters, before }: Pick<Task, 'kind' | 'parameters' | 'before'>,
  interview: Interview,
  scene: Scene,
): Promise<Judgement> {
  try {
    const read = kind.parameters.parse(parameters)
    const questions = kind.ask(read, scene)
    const answers = await answersTo(questions, interview)
    return answers instanceof Unanswered ? unreachable(answers) : kind.judge(answers, read, scene, before)
  } catch (cause) {
    return trouble('crashed', { params: { reason: (cause as Error).message.slice(0, 200) } })
  }
}

/** The answers to what a kind wants to know when an attempt starts. */
export async function askBefore<Shape extends z.ZodObject>(
  kind: CheckKind<Shape>,
  parameters: Record<string, unknown>,
  interview: Interview,
  scene: Scene,
): Promise<Answers> {
  const questions = kind.askBefore?.(kind.parameters.parse(parameters), scene) ?? []
  const answers = await answersTo(questions, interview)
  return answers instanceof Unanswered ? questions.map(() => undefined) : answers
}

async function answersTo(questions: readonly Question[], interview: Interview): Promise<Answers | Unanswered> {
  const answers = await Promise.all(questions.map((question) => interview.ask(question)))
  const missing = answers.find((answer, index) => answer instanceof Unanswered && !questions[index]?.optional)
  if (missing) return missing as Unanswered
  return answers.map((answer) => (answer instanceof Unanswered ? undefined : answer))
}

const unreachable = ({ machine, reason }: Unanswered): Judgement =>
  trouble('unreachable', { machine, params: { reason } })

function resultOf(task: Task, judgement: Judgement, ms: number): TaskResult {
  const { verdict, word, params, expected, found, machine, evidence } = judgement
  return {
    id: task.id,
    verdict,
    points: verdict === 'pass' ? task.points : 0,
    max: task.points,
    check: task.check,
    word,
    params,
    expected: expected ?? null,
    found: found ?? null,
    machine: machine ?? null,
    evidence: evidence ?? [],
    ms: Math.round(ms),
  }
}

const skipped = (task: Task, needs: readonly string[]): TaskResult =>
  setAside(task, 'skipped', { needs: needs.join(', ') })

const setAside = (task: Task, word: string, params: Params = {}): TaskResult => ({
  ...resultOf(task, { verdict: 'fail', word, params }, 0),
  verdict: 'skip',
})
