import type { z } from 'zod'
import type { Lab } from '../lab/lab.ts'
import type { Params, Text } from '../words/say.ts'

/**
 * A question to one machine: shell lines that a root shell runs, and that change nothing.
 * Equal questions of several tasks are asked once.
 */
export interface Question {
  machine: string
  run: string
  /** s the lines may take on the machine. */
  limit?: number
  /** Whether the machine may be out of reach: the answer is then missing instead of the whole check being an error. */
  optional?: boolean
}

/** What a machine said. Hostile data: bounded in size and time, and nothing more is promised. */
export interface Answer {
  machine: string
  /** Exit code of the lines; 124 where they took too long. */
  code: number
  stdout: string
  stderr: string
}

/** What a kind may know of the place where it asks. */
export interface Scene {
  lab: Lab
  /** Names of the machines that have a role or something that roles provide, in the order of the lab file. */
  having(role: string): string[]
  /** Where the evidence of this attempt begins, as `pglab-evidence --mark` printed it; nothing before a start. */
  mark: string | undefined
}

/** Answers in the order of the questions; missing where a machine that may be out of reach is so. */
export type Answers = readonly (Answer | undefined)[]

/** What a kind makes of the answers: a key of its words with what the sentence needs, in no language. */
export interface Judgement {
  verdict: 'pass' | 'fail' | 'error'
  /** `pass`, or a key of the kind's failures or troubles. */
  word: string
  params: Params
  /** As short data: a name, a number with its unit, a list. */
  expected?: string | undefined
  found?: string | undefined
  machine?: string | undefined
  /** Lines that show it: what a machine said, moments of the ledger or the recorder. */
  evidence?: readonly string[] | undefined
}

/** What is said when a check does not pass. */
export interface Failure {
  /** What is not as it should be, with values in braces. */
  says: Text
  /** The likely cause. */
  cause?: Text
  /** Where to look next. */
  look?: Text
}

/**
 * A check kind: one file in checks/<subject>/. It asks and it judges; both are pure, so that recorded answers
 * prove it, and the engine may ask everything at once.
 */
export interface CheckKind<Shape extends z.ZodObject = z.ZodObject> {
  /** What a pass of this kind proves, one sentence. */
  proves: Text
  /** Keys of `with:`; each described for the reference by `about()`. */
  parameters: Shape
  /** An example of `with:` for the reference. */
  example: z.input<Shape>
  pass: Text
  failures: Readonly<Record<string, Failure>>
  /** Why no verdict is possible; trouble of the lab or the grader. */
  troubles?: Readonly<Record<string, Failure>>
  ask(parameters: z.output<Shape>, scene: Scene): readonly Question[]
  /** Asked when an attempt starts; the answers come to `judge` as `before`. */
  askBefore?(parameters: z.output<Shape>, scene: Scene): readonly Question[]
  judge(answers: Answers, parameters: z.output<Shape>, scene: Scene, before: Answers): Judgement
}

/** Gives a kind its types. */
export const checkKind = <Shape extends z.ZodObject>(kind: CheckKind<Shape>): CheckKind<Shape> => kind

type Facts = Omit<Judgement, 'verdict' | 'word' | 'params'> & { params?: Params }

export const pass = ({ params = {}, ...facts }: Facts = {}): Judgement => ({
  verdict: 'pass',
  word: 'pass',
  params,
  ...facts,
})

export const fail = (word: string, { params = {}, ...facts }: Facts = {}): Judgement => ({
  verdict: 'fail',
  word,
  params,
  ...facts,
})

export const trouble = (word: string, { params = {}, ...facts }: Facts = {}): Judgement => ({
  verdict: 'error',
  word,
  params,
  ...facts,
})
