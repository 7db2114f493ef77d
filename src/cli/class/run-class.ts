import type { DoctorOptions } from './doctor.ts'
import type { DownOptions } from './down.ts'
import type { StatusOptions } from './status.ts'
import type { TicketOptions } from './ticket.ts'
import type { UpOptions } from './up.ts'

type Options = UpOptions & StatusOptions & DownOptions & DoctorOptions & TicketOptions

/** Runs one action of `class` and gives its exit code. Each is loaded alone: `enter` runs for every word of a student. */
export async function runClass(action: string, words: readonly unknown[], options: Options): Promise<number> {
  switch (action) {
    case 'up':
      return (await import('./up.ts')).up(String(words[0]), options)
    case 'status':
      return (await import('./status.ts')).status(options)
    case 'down':
      return (await import('./down.ts')).down((words[0] ?? []) as string[], options)
    case 'doctor':
      return (await import('./doctor.ts')).doctor(words[0] as string | undefined, options)
    case 'ticket':
      return (await import('./ticket.ts')).ticket(String(words[0]), options)
    default: {
      const { answerRequest } = await import('../../class/room/entry/answer-request.ts')
      const [name, instance, request] = words.map(String)
      return answerRequest(name ?? '', instance ?? '', request ?? '')
    }
  }
}
