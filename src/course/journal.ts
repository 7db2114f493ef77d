import { join } from 'node:path'
import { z } from 'zod'
import { verdicts } from '../grading/result.ts'
import { appendLine, readLines } from '../host/json-lines.ts'
import { home } from '../instance/home.ts'

const answer = z.object({ machine: z.string(), code: z.number(), stdout: z.string(), stderr: z.string() }).nullable()

/** A result of a task as it stands in a file. */
export const taskResult = z.object({
  id: z.string(),
  verdict: z.enum(verdicts),
  points: z.number(),
  max: z.number(),
  check: z.string(),
  word: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  expected: z.string().nullable(),
  found: z.string().nullable(),
  machine: z.string().nullable(),
  evidence: z.array(z.string()).readonly(),
  ms: z.number(),
})

const common = { at: z.number(), exercise: z.string() }

/** The line of a start; it also lies on the observer, for whoever grades from far away. */
export const startedEntry = z.object({
  what: z.literal('start'),
  ...common,
  student: z.string(),
  /** As the observer gave it; null where the lab has none. */
  mark: z.string().nullable(),
  /** Digest of the exercise as it was drawn: see drawDigest; older lines have none. */
  draw: z.string().optional(),
  /** By task: what its check wanted to know at the start. */
  before: z.record(z.string(), z.array(answer)),
})

/** What a learner did, one line each. */
export const journalEntry = z.discriminatedUnion('what', [
  startedEntry,
  z.object({
    what: z.literal('check'),
    ...common,
    verdict: z.enum(verdicts),
    points: z.number(),
    max: z.number(),
    tasks: z.array(taskResult).readonly(),
  }),
  z.object({ what: z.literal('hint'), ...common, task: z.string(), step: z.number() }),
  /** The solution was looked at; `asked`: before a pass, because the learner wanted it so. */
  z.object({ what: z.literal('solution'), ...common, asked: z.boolean() }),
  z.object({ what: z.literal('finish'), ...common }),
])
export type Entry = z.output<typeof journalEntry>
export type Started = Extract<Entry, { what: 'start' }>
export type Checked = Extract<Entry, { what: 'check' }>

/** Progress outlives the instance it was made on: a lab that is destroyed and made anew goes on where it was. */
export const courseFolder = (): string => join(home(), 'courses')

const journalOf = (instance: string): string => join(courseFolder(), `${instance}.jsonl`)

/** Everything that can be read; lines that cannot are counted and left where they are. */
export function readJournal(instance: string): { entries: Entry[]; damaged: number; file: string } {
  const file = journalOf(instance)
  return { ...readLines(file, journalEntry), file }
}

/** Adds a line. */
export const note = (instance: string, added: Entry): void => appendLine(journalOf(instance), added)
