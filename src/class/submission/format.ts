import { z } from 'zod'
import { journalEntry } from '../../course/journal.ts'
import { studentId } from '../../course/ticket.ts'
import { labName, machineName } from '../../lab/names.ts'

/** Ending of the files that `submit` writes. */
export const ending = '.pglab'

/** Bounds of a submission; what is beyond them is no submission. Bytes, and counts of things. */
export const bounds = {
  /** On disk, compressed. */
  packed: 4 * 1024 * 1024,
  /** Unpacked. */
  open: 24 * 1024 * 1024,
  /** Raw lines of the observer's journals: what happened, and every row of the ledger. */
  events: 512 * 1024,
  ledger: 1536 * 1024,
  /** What the observer makes of them. */
  picture: 1024 * 1024,
  entries: 50_000,
  machines: 32,
} as const

const word = z.string().max(200)
const hex = z.string().regex(/^[0-9a-f]{64}$/)
const moment = z.number().min(0).max(8.64e15)
const rawLines = z.array(z.string().max(64 * 1024))

/** What identifies a machine of the instance; null where it could not be asked. */
const machine = z.object({
  name: z.string().regex(machineName),
  machineId: word.nullable(),
  /** Fingerprint of its SSH host key. */
  hostKey: word.nullable(),
  /** System identifier of its PostgreSQL: all servers of one cluster share it, no two clusters do. */
  system: word.nullable(),
})

/** What the observer saw of the attempt at hand. */
const evidence = z.object({
  exercise: word,
  /** Where the attempt begins, as the journal has it. */
  mark: z.string().max(2000),
  /** `pglab-evidence --since MARK` as it was printed. */
  picture: z.string().max(bounds.picture),
  /** Lines of the observer's journals behind the mark, chained by digests. */
  events: rawLines,
  ledger: rawLines,
  /** Whether lines are missing at the end because there were more than fit. */
  cut: z.boolean(),
})
export type Evidence = z.output<typeof evidence>

/** What is signed. */
export const contentSchema = z.object({
  /** ms since 1970 by the clock of the computer that packed it. */
  packed: moment,
  /** Version of pglab. */
  kit: word,
  student: z.string().regex(studentId),
  /** Title of the course whose ticket was there; null without a ticket. */
  course: word.nullable(),
  lab: z.string().regex(labName),
  instance: z.object({
    /** Random, one for each instance. */
    id: hex,
    created: moment,
    os: word,
    provider: word,
    machines: z.array(machine).max(bounds.machines),
  }),
  /** What the learner did, oldest first; what checks asked at a start is left out. */
  journal: z.array(journalEntry).max(bounds.entries),
  evidence: evidence.nullable(),
  /** Why there is no evidence, in the language of the student. */
  without: z.string().max(1000).nullable(),
})
export type Content = z.output<typeof contentSchema>
export type MachineIdentity = z.output<typeof machine>

/** The file itself: JSON, compressed with gzip. The content is a text, so that what was signed is what is read. */
export const envelopeSchema = z.object({
  format: z.literal('pglab-submission'),
  version: z.literal(1),
  content: z.string(),
  /** Public key of the computer, Ed25519, 32 bytes as hex. */
  key: hex,
  /** Of the content, by that key; 64 bytes as hex. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
  /** HMAC of the content by the key of the student's ticket, hex; null without a ticket. */
  seal: hex.nullable(),
})
export type Envelope = z.output<typeof envelopeSchema>
