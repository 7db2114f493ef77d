import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Room } from '../class/room/room.ts'
import { exit, wrongUsage } from '../errors.ts'
import { withLock } from '../instance/lock.ts'
import { say } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { confirm, unchanged } from './confirm.ts'
import { showSteps } from './steps.ts'

interface Options {
  class?: string
  course?: string
  out?: string
  lab?: string
  port?: string
  host?: string
  memory?: string
  cpus?: string
  keep?: boolean
  anyway?: boolean
  json?: boolean
  yes?: boolean
}

/** Runs one action of `class` and gives its exit code. */
export async function runClass(action: string, words: readonly unknown[], options: Options): Promise<number> {
  switch (action) {
    case 'up':
      return up(String(words[0]), options)
    case 'status':
      return status(options)
    case 'down':
      return down((words[0] ?? []) as string[], options)
    case 'doctor':
      return doctor(words[0] as string | undefined, options)
    case 'ticket':
      return ticket(String(words[0]), options)
    default: {
      const { answerRequest } = await import('../class/room/entry/answer-request.ts')
      const [name, instance, request] = words.map(String)
      return answerRequest(name ?? '', instance ?? '', request ?? '')
    }
  }
}

async function up(file: string, options: Options): Promise<number> {
  const [{ loadRoster }, { roomUp }, { broughtWords }] = await Promise.all([
    import('../class/roster.ts'),
    import('../class/room/up.ts'),
    import('../reports/room-words.ts'),
  ])
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
  if (options.json) console.log(JSON.stringify({ class: room.name, port: room.port, students: brought.map(jsonOf) }))
  else console.log(broughtWords(room, brought))
  return brought.every(({ outcome }) => outcome === 'healthy') ? exit.done : exit.failed
}

const jsonOf = ({ seat, outcome, reason, took }: import('../class/room/bring-up.ts').Brought) => ({
  student: seat.student,
  instance: seat.instance,
  outcome,
  reason,
  ms: took,
})

async function status(options: Options): Promise<number> {
  const { opened } = await theRoom(options)
  const [{ survey }, { serverOf }, { roomWords }] = await Promise.all([
    import('../class/room/survey.ts'),
    import('../class/room/entry/entry.ts'),
    import('../reports/room-words.ts'),
  ])
  const { room } = opened
  const seats = await survey(opened)
  const isOpen = serverOf(room.name) !== undefined
  if (options.json) console.log(JSON.stringify({ class: room.name, port: room.port, open: isOpen, students: seats }))
  else console.log(roomWords(room, seats, isOpen))
  return exit.done
}

async function down(students: readonly string[], options: Options): Promise<number> {
  const { opened } = await theRoom(options)
  const { haltSeats, removeSeats, seatsNamed } = await import('../class/room/down.ts')
  const { room } = opened
  const seats = students.length > 0 ? seatsNamed(students, room.seats) : [...room.seats]
  const who = { class: room.name, n: seats.length }
  if (!(await confirm(options.keep ? halting : removing, who, options))) {
    console.log(say(unchanged))
    return exit.done
  }
  const work = options.keep ? haltSeats : removeSeats
  await withLock(`class ${room.name}`, () =>
    showSteps(options.json === true).step(options.keep ? 'halt' : 'destroy', (progress) =>
      work(opened, seats, (student) => progress(shown(student))),
    ),
  )
  if (options.json) console.log(JSON.stringify(seats.map(({ student }) => student)))
  return exit.done
}

const halting = {
  en: 'Shut down {n, plural, one {one lab} other {# labs}} of the class "{class}"? Everything on their disks stays.',
  ru: 'Выключить {n, plural, one {# лабораторию} few {# лаборатории} many {# лабораторий} other {# лаборатории}} группы «{class}»? Всё на их дисках останется.',
}
const removing = {
  en: 'Remove {n, plural, one {one lab} other {# labs}} of the class "{class}" with everything in them?',
  ru: 'Удалить {n, plural, one {# лабораторию} few {# лаборатории} many {# лабораторий} other {# лаборатории}} группы «{class}» со всем содержимым?',
}

async function doctor(size: string | undefined, options: Options): Promise<number> {
  const [{ examineRoom, labsThatFit }, { thisHost }, { doctorWords }, { home }, { instanceNames }] = await Promise.all([
    import('../class/room/doctor.ts'),
    import('../doctor/host.ts'),
    import('../reports/doctor-words.ts'),
    import('../instance/home.ts'),
    import('../instance/store.ts'),
  ])
  const labs = await sizeFrom(size)
  const subject = { host: thisHost, labs, running: instanceNames().length, cpus: cpus().length, home: home() }
  const findings = await examineRoom(subject)
  const fit = labsThatFit(findings)
  if (options.json) console.log(JSON.stringify({ labs, fit, findings }))
  else {
    console.log(doctorWords(findings, './pglab class up ROSTER'))
    console.log(say({ en: 'Labs that fit: {fit}', ru: 'Поместится лабораторий: {fit}' }, { fit }))
  }
  return findings.some(({ verdict }) => verdict === 'broken') ? exit.notPassed : exit.done
}

/** How many students: a number, or those of a roster; forty where nobody says. */
async function sizeFrom(size: string | undefined): Promise<number> {
  if (size === undefined) return 40
  if (!existsSync(size) && /^\d{1,4}$/.test(size)) return Number(size)
  const [{ loadRoster }, { seatsFor }] = await Promise.all([
    import('../class/roster.ts'),
    import('../class/room/seats.ts'),
  ])
  return seatsFor(loadRoster(size)).length
}

async function ticket(file: string, { course, out, json }: Options): Promise<number> {
  const [{ loadRoster }, { writeTickets }] = await Promise.all([
    import('../class/roster.ts'),
    import('../class/tickets.ts'),
  ])
  const files = writeTickets(loadRoster(file), await courseIn(course ?? ''), out ?? '')
  if (json) console.log(JSON.stringify(files))
  else
    console.log(
      say(
        {
          en: '{n, plural, one {One ticket} other {# tickets}} in {out}: hand each to its student alone. There: ./pglab join FILE',
          ru: '{n, plural, one {# билет} few {# билета} many {# билетов} other {# билета}} в {out}: отдайте каждому только его билет. У студента: ./pglab join ФАЙЛ',
        },
        { n: files.length, out: shown(out ?? '') },
      ),
    )
  return exit.done
}

async function courseIn(file: string): Promise<import('../class/model.ts').Course> {
  const [{ loadCourse }, { loadKnown }, { loadKinds }] = await Promise.all([
    import('../class/course.ts'),
    import('../registry.ts'),
    import('../grading/kinds.ts'),
  ])
  return loadCourse(file, { known: await loadKnown(), kinds: await loadKinds() })
}

async function theRoom(options: Options): Promise<{ opened: import('../class/room/open-room.ts').OpenedRoom }> {
  const [{ findRoom }, { openRoom }] = await Promise.all([
    import('../class/room/room.ts'),
    import('../class/room/open-room.ts'),
  ])
  const room: Room = findRoom(options.class)
  return { opened: await openRoom(room) }
}

/** Lets Ctrl-C end a long work where it is whole: the work hears of it and stops by itself. */
async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const onSignal = () => {
    console.error(say(finishing))
    controller.abort()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of signals) process.on(name, onSignal)
  try {
    return await work(controller.signal)
  } finally {
    for (const name of signals) process.off(name, onSignal)
  }
}

const finishing = {
  en: 'Interrupted: what has begun is being finished, a few seconds; nothing further is begun.',
  ru: 'Прервано: начатое будет закончено, это несколько секунд; ничего нового не начинается.',
}

function numberFrom(
  option: string,
  typed: string | undefined,
  least: number,
  most: number,
  parts = false,
): number | undefined {
  if (typed === undefined) return undefined
  const number = Number(typed)
  if (typed.trim() !== '' && number >= least && number <= most && (parts || Number.isInteger(number))) return number
  throw wrongUsage(
    {
      en: '"{typed}" is no value for {option}: a number from {least} to {most} is wanted.',
      ru: '«{typed}» не годится для {option}: нужно число от {least} до {most}.',
    },
    { typed: shown(typed), option, least, most },
  )
}

/** It is shown in commands and stands in a script. */
function hostFrom(typed: string): string {
  if (/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,250}[A-Za-z0-9])?$/.test(typed)) return typed
  throw wrongUsage(
    {
      en: '"{typed}" is no name of a server: a host name or an address is wanted, e.g. lab.example.org.',
      ru: '«{typed}» не имя сервера: нужно имя хоста или адрес, например lab.example.org.',
    },
    { typed: shown(typed) },
  )
}
