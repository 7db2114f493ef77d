import type { Brought } from '../../class/room/bring-up.ts'
import { roomUp } from '../../class/room/up.ts'
import { loadRoster } from '../../class/roster.ts'
import { exit } from '../../errors.ts'
import { withLock } from '../../instance/lock.ts'
import { broughtWords, unlimitedIn } from '../../reports/room-words.ts'
import { showSteps } from '../steps.ts'
import { courseIn } from './course-in.ts'
import { hostFrom } from './host-from.ts'
import { numberFrom } from './number-from.ts'
import { untilInterrupted } from './until-interrupted.ts'

export interface UpOptions {
  course?: string
  lab?: string
  port?: string
  host?: string
  memory?: string
  cpus?: string
  anyway?: boolean
  json?: boolean
}

/** `class up ROSTER` */
export async function up(file: string, options: UpOptions): Promise<number> {
  const request = {
    roster: loadRoster(file),
    course: options.course === undefined ? undefined : await courseIn(options.course),
    lab: options.lab,
    host: options.host === undefined ? undefined : hostFrom(options.host),
    port: numberFrom('--port', options.port, 1, 65_535),
    memory: numberFrom('--memory', options.memory, 300, 1_000_000),
    cpus: numberFrom('--cpus', options.cpus, 0.1, 1000, true),
    anyway: options.anyway,
  }
  const { room, brought } = await withLock(`class ${request.roster.name}`, () =>
    untilInterrupted((signal) =>
      roomUp(request, showSteps(options.json === true), signal, (sentence) => console.error(sentence)),
    ),
  )
  const unlimited = unlimitedIn(brought)
  const students = brought.map(jsonOf)
  if (options.json) console.log(JSON.stringify({ class: room.name, port: room.port, unlimited, students }))
  else console.log(broughtWords(room, brought))
  return brought.every(({ outcome }) => outcome === 'healthy') ? exit.done : exit.failed
}

const jsonOf = ({ seat, outcome, reason, took }: Brought) => ({
  student: seat.student,
  instance: seat.instance,
  outcome,
  reason,
  ms: took,
})
