import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { wrongUsage } from '../errors.ts'
import { plain } from '../words/plain.ts'
import { courseFolder } from './journal.ts'

/** What a student id may be, in rosters and tickets: it becomes the name of a file. */
export const studentId = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}$/u

const ticket = z.object({
  format: z.literal('pglab-ticket'),
  version: z.literal(1),
  /** Title of the course. */
  course: z.string().max(200),
  lab: z.string().max(30),
  student: z.string().regex(studentId),
  /** What the student draws with: see studentKey in drawer.ts. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
})

/** With it a student's computer draws what the course draws for that student, and nobody else's. */
export type Ticket = z.output<typeof ticket>

export const newTicket = (about: Omit<Ticket, 'format' | 'version'>): Ticket => ({
  format: 'pglab-ticket',
  version: 1,
  ...about,
})

const place = (folder = courseFolder()): string => join(folder, 'ticket.json')

/** The ticket of this computer, or of an instance by its folder; undefined where its learner is in no course. */
export const readTicket = (folder?: string): Ticket | undefined =>
  existsSync(place(folder)) ? ticketIn(place(folder)) : undefined

/** Gives an instance a ticket of its own: on a server with a class every student has another one. */
export const writeTicketOf = (folder: string, written: Ticket): void => writeTicket(place(folder), written)

/** Makes a ticket the one of this computer. */
export function installTicket(read: Ticket): void {
  mkdirSync(courseFolder(), { recursive: true, mode: 0o700 })
  writeTicket(`${place()}.new`, read)
  renameSync(`${place()}.new`, place())
}

export const writeTicket = (file: string, written: Ticket): void =>
  writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 })

/** A ticket file of a course; a usage error where it is none. */
export function ticketIn(file: string): Ticket {
  const read = ticket.safeParse(contentOf(file))
  if (read.success) return read.data
  throw wrongUsage(
    {
      en: '{file} is no ticket of a course, or it is damaged. Ask your instructor for it once more.',
      ru: '{file} – не билет курса, или файл повреждён. Попросите у преподавателя билет ещё раз.',
    },
    { file: plain(file) },
  )
}

/** No ticket comes near this; a larger file is something else. */
const maxBytes = 16 * 1024

function contentOf(file: string): unknown {
  try {
    return statSync(file).size > maxBytes ? undefined : JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
