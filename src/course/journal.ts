import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { verdicts } from '../grading/result.ts'
import { home } from '../instance/home.ts'

const answer = z.object({ machine: z.string(), code: z.number(), stdout: z.string(), stderr: z.string() }).nullable()

const taskResult = z.object({
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

/** What a learner did, one line each. */
const entry = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('start'),
    ...common,
    student: z.string(),
    /** As the observer gave it; null where the lab has none. */
    mark: z.string().nullable(),
    /** By task: what its check wanted to know at the start. */
    before: z.record(z.string(), z.array(answer)),
  }),
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
export type Entry = z.output<typeof entry>
export type Started = Extract<Entry, { what: 'start' }>
export type Checked = Extract<Entry, { what: 'check' }>

/** Progress outlives the instance it was made on: a lab that is destroyed and made anew goes on where it was. */
export const courseFolder = (): string => join(home(), 'courses')

const journalOf = (instance: string): string => join(courseFolder(), `${instance}.jsonl`)

/** Everything that can be read; lines that cannot are counted and left where they are. */
export function readJournal(instance: string): { entries: Entry[]; damaged: number; file: string } {
  const file = journalOf(instance)
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  const entries = lines.flatMap((line) => entry.safeParse(parse(line)).data ?? [])
  return { entries, damaged: lines.length - entries.length, file }
}

/** Adds a line. A line is written at once and whole, so two checks at a time do not mix theirs. */
export function note(instance: string, added: Entry): void {
  const file = journalOf(instance)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // Half a line that a full disk or a power cut left behind must not spoil this one.
  const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8').slice(-1))
  appendFileSync(file, `${torn ? '\n' : ''}${JSON.stringify(added)}\n`, { mode: 0o600 })
}

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
