import { loadRoster } from '../../class/roster.ts'
import { writeTickets } from '../../class/tickets.ts'
import { exit } from '../../errors.ts'
import { say } from '../../words/say.ts'
import { shown } from '../../words/shown.ts'
import { courseIn } from './course-in.ts'

export interface TicketOptions {
  course?: string
  out?: string
  json?: boolean
}

/** `class ticket ROSTER` */
export async function ticket(file: string, { course, out, json }: TicketOptions): Promise<number> {
  const files = writeTickets(loadRoster(file), await courseIn(course ?? ''), out ?? '')
  if (json) console.log(JSON.stringify(files))
  else console.log(say(written, { n: files.length, out: shown(out ?? '') }))
  return exit.done
}

const written = {
  en: '{n, plural, one {One ticket} other {# tickets}} in {out}: hand each to its student alone. There: ./pglab join FILE',
  ru: '{n, plural, one {# билет} few {# билета} many {# билетов} other {# билета}} в {out}: отдайте каждому только его билет. У студента: ./pglab join ФАЙЛ',
}
