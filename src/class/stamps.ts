import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Started, startedEntry } from '../course/journal.ts'
import { stampFile } from '../course/stamp.ts'
import { studentId } from '../course/ticket.ts'
import type { Lab } from '../lab/lab.ts'
import { trouble } from './trouble-words.ts'
import { type Contact, InTrouble } from './ways-contact.ts'

/** What the start of an attempt left on the student's machine. Its owner may have written anything into it. */
export interface Stamp {
  started: Started
  /** When the attempt began, ms since 1970 by the clock of the machine. */
  at: number
  digest: string
}

/** What the first question to a student's lab brings. */
export interface Meeting {
  stamp: Stamp | undefined
  /** ms to be added to moments of the machine's clock to get the grader's. */
  ahead: number
}

/** Answers of the start come to a few kilobytes. */
const maxBytes = 256 * 1024

const place = z.strictObject({ offset: z.int().min(0), h: z.string().regex(/^[0-9a-f]{0,16}$/) })
/** As `pglab-evidence --mark` prints it, and nothing else. */
const mark = z.strictObject({
  at: z.number().min(0),
  t: z.number().min(0),
  boot: z.string().regex(/^[0-9a-f-]{1,40}$/),
  ledger: place,
  events: place,
})

const stamp = startedEntry.extend({
  exercise: z.string().regex(/^\d\d-[a-z0-9-]{1,60}$/),
  student: z.string().regex(studentId),
})

/** The machine that keeps the evidence, else the first. */
export const observerOf = ({ machines }: Lab): string =>
  (machines.find(({ roles }) => roles.includes('observer')) ?? machines[0])?.name ?? ''

/** Asks a student's lab what time it is there and what was begun. Throws InTrouble where it cannot be asked. */
export async function meet(contact: Contact, lab: Lab): Promise<Meeting> {
  const failed = (cause: unknown) => {
    throw new InTrouble(contact.troubleFrom(cause))
  }
  const session = await contact.to(observerOf(lab)).catch(failed)
  const asked = Date.now()
  const limits = { limit: 15_000, maxOutput: maxBytes + 100, flood: 4 * maxBytes }
  const { code, stdout, stderr } = await session.exec(firstQuestion, limits).catch(failed)
  const answered = Date.now()
  const [clock = '', ...rest] = stdout.split('\n')
  if (/^\d{13}$/.test(clock))
    return { stamp: stampIn(rest.join('\n')), ahead: Math.round((asked + answered) / 2) - Number(clock) }
  const reason = stderr.trim().split('\n').at(-1) || `exit code ${code}`
  if (/^sudo: |\bsudo: /m.test(stderr)) throw new InTrouble(trouble('no-root', contact.login))
  throw new InTrouble(contact.troubleFrom(new Error(reason)))
}

const firstQuestion = `date +%s%3N; head -c ${maxBytes} ${stampFile} 2>/dev/null; true`

/** Where the evidence of a lab begins that nobody started an exercise on: when it first worked. Null: not known. */
export async function birthOf(contact: Contact, lab: Lab): Promise<string | null> {
  const session = await contact.to(observerOf(lab))
  const { code, stdout } = await session.exec('timeout -k 1 30 pglab-evidence --birth', {
    limit: 35_000,
    maxOutput: 10_000,
    flood: 100_000,
  })
  return code === 0 ? markIn(stdout) : null
}

function stampIn(text: string): Stamp | undefined {
  const read = stamp.safeParse(parse(text))
  if (!read.success) return undefined
  const started = { ...read.data, mark: read.data.mark && markIn(read.data.mark) }
  if (read.data.mark !== null && started.mark === null) return undefined
  const seen = mark.safeParse(parse(started.mark ?? ''))
  return {
    started,
    // The mark was made there; the moment of the note is of the computer from which the exercise was started.
    at: seen.success ? Math.round(seen.data.at * 1000) : started.at,
    digest: createHash('sha256').update(text).digest('hex').slice(0, 16),
  }
}

/** A mark that is one, put together anew. */
function markIn(text: string): string | null {
  const read = mark.safeParse(parse(text))
  return read.success ? JSON.stringify(read.data) : null
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
