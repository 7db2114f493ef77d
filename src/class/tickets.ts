import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { studentKey } from '../course/drawer.ts'
import { newTicket, writeTicket } from '../course/ticket.ts'
import { wrongUsage } from '../errors.ts'
import { shown } from '../words/shown.ts'
import type { Course, Roster } from './model.ts'

/** Writes a ticket for every student of a roster, ID.ticket, each for its student alone; gives their paths. */
export function writeTickets(roster: Roster, { title, lab, secret, draws }: Course, folder: string): string[] {
  if (secret === undefined || draws === 'bundle') throw noSecret(title)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return roster.students.map(({ id }) => {
    const file = join(folder, `${id}.ticket`)
    writeTicket(file, newTicket({ course: title, lab, student: id, key: studentKey(secret, id) }))
    return file
  })
}

const noSecret = (title: string) =>
  wrongUsage(
    {
      en: 'The course "{title}" gives no tickets: it has no secret, or everyone draws alike (draws: bundle). Give it a secret: openssl rand -hex 32',
      ru: 'В курсе «{title}» билетов нет: не задан секрет или у всех одинаковые значения (draws: bundle). Задайте секрет: openssl rand -hex 32',
    },
    { title: shown(title) },
  )
