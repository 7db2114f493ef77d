import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { instanceFolder } from '../instance/store.ts'
import type { Drawer } from './draw.ts'
import { courseFolder } from './journal.ts'
import { readTicket } from './ticket.ts'

/**
 * Whoever learns on this computer: as the ticket of their instance says, or of the computer, else alone with a secret
 * drawn once.
 */
export function localDrawer(instance?: string): Drawer {
  const ticket = (instance === undefined ? undefined : readTicket(instanceFolder(instance))) ?? readTicket()
  if (ticket) return { secret: ticket.key, student: ticket.student }
  const file = join(courseFolder(), 'secret')
  if (!existsSync(file)) {
    mkdirSync(courseFolder(), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  }
  return { secret: readFileSync(file, 'utf8').trim(), student: 'self' }
}

/**
 * What one student of a course draws with, 32 bytes as hex: HMAC(course secret, student). It stands in the student's
 * ticket, so nobody but the instructor holds the secret of the course or can draw for somebody else.
 */
export const studentKey = (courseSecret: string, student: string): string =>
  createHmac('sha256', Buffer.from(courseSecret, 'hex')).update(`pglab student\0${student}`).digest('hex')

/** Who draws in a course: each student by their own key, or all alike as a bundle does whose seed is the secret. */
export type Draws = 'student' | 'bundle'

/** The drawer of a student of a course; without a secret of the course that of this computer. */
export function drawerFor(courseSecret: string | undefined, student: string, draws: Draws = 'student'): Drawer {
  if (courseSecret === undefined) return localDrawer()
  return draws === 'bundle' ? bundleDrawer(courseSecret) : { secret: studentKey(courseSecret, student), student }
}

/** Everyone who gets a bundle gets the values that its seed draws. */
export const bundleDrawer = (seed: string): Drawer => ({ secret: seed, student: 'bundle' })
