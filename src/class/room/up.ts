import { cpus, hostname } from 'node:os'
import { availableMemory } from '../../doctor/any/memory.ts'
import { thisHost } from '../../doctor/host.ts'
import { cannot, wrongUsage } from '../../errors.ts'
import { home } from '../../instance/home.ts'
import { readInstance } from '../../instance/store.ts'
import type { Steps } from '../../lifecycle/up.ts'
import { language, say } from '../../words/say.ts'
import { shown } from '../../words/shown.ts'
import type { Course, Roster } from '../model.ts'
import { type Brought, bringUp, strangers } from './bring-up.ts'
import { fits, limitsFor, oneLab } from './capacity.ts'
import { assertEntryPossible, openEntry } from './entry/entry.ts'
import { raiseKernelSettings } from './kernel.ts'
import { openRoom } from './open-room.ts'
import { isOutdated, patternOf } from './pattern.ts'
import { keepSecret, type Room, readRoom, writeRoom } from './room.ts'
import { type Seat, seatsFor } from './seats.ts'

export interface RoomRequest {
  roster: Roster
  /** Its secret makes the draws, so that whoever grades with the course file knows them. */
  course?: Pick<Course, 'title' | 'secret' | 'lab'> | undefined
  lab?: string | undefined
  port?: number | undefined
  host?: string | undefined
  /** MiB */
  memory?: number | undefined
  cpus?: number | undefined
  /** Bring up more labs than this server has room for. */
  anyway?: boolean | undefined
}

/** What stays the same for a class that is there, and the defaults for a new one. */
const defaults = { lab: 'patroni', os: 'debian13', port: 2222 }

/**
 * Brings a class up: the pattern, every student's lab, the entry. Whatever is there already is left as it is. Before
 * that nothing is touched if anything is wrong with the request.
 */
export async function roomUp(
  request: RoomRequest,
  steps: Steps,
  signal: AbortSignal,
  warn: (sentence: string) => void,
): Promise<{ room: Room; brought: Brought[] }> {
  const room = await planned(request)
  const opened = await openRoom(room)
  await opened.provider.assertUsable()
  assertEntryPossible()
  const odd = strangers(room.seats)
  if (odd.length > 0) throw wrongUsage(strange, { names: odd.map(({ instance }) => instance).join(', ') })
  if (!request.anyway) await assertFits(room.seats)
  raiseKernelSettings(room.seats.length)
  writeRoom(room)
  if (request.course?.secret !== undefined) keepSecret(room.name, request.course.secret)
  const pattern = await patternOf(opened, steps, signal)
  if (isOutdated(pattern, opened)) warn(say(outdated))
  const brought = await steps.step('room', (progress) =>
    bringUp(
      opened,
      pattern,
      ({ done, of, failed, now }) => progress(say(wave, { done, of, failed, now: now.map(shown).join(', ') || '–' })),
      signal,
    ),
  )
  // Whoever is ready can begin, even where the rest is still to come.
  await openEntry(opened)
  if (brought.some(({ outcome }) => outcome === 'waiting'))
    throw cannot(broken, { healthy: healthy(brought), of: brought.length })
  return { room, brought }
}

const healthy = (brought: readonly Brought[]): number => brought.filter(({ outcome }) => outcome === 'healthy').length

/**
 * A server without enough processors does not become slow but stands still: clusters that miss their deadlines elect
 * anew, and that takes more than what they missed.
 */
async function assertFits(seats: readonly Seat[]): Promise<void> {
  const free = { cpus: cpus().length, memory: await availableMemory(thisHost), disk: thisHost.freeDisk(home()) }
  const room = fits(free, held(seats))
  const fit = Math.min(room.memory, room.cpus, room.disk)
  if (seats.length > fit) throw cannot(tooMany, { fit, labs: seats.length })
}

/** The class as it is to be: what the request says, else what is known of it, else the defaults. */
async function planned(request: RoomRequest): Promise<Room> {
  const { roster } = request
  const seats = seatsFor(roster)
  const known = readRoom(roster.name)
  const lab = request.lab ?? request.course?.lab
  if (known && lab !== undefined && lab !== known.lab) throw wrongUsage(otherLab, { name: roster.name, lab: known.lab })
  const here = { cpus: cpus().length, memory: (await availableMemory(thisHost)) + held(seats) * oneLab.memory }
  const standard = known?.limits ?? limitsFor(here, seats.length)
  return {
    name: roster.name,
    lab: lab ?? known?.lab ?? defaults.lab,
    os: known?.os ?? defaults.os,
    created: known?.created ?? Date.now(),
    port: request.port ?? known?.port ?? defaults.port,
    host: request.host ?? known?.host ?? hostname(),
    language: language(),
    course: request.course?.title ?? known?.course ?? roster.name,
    limits: {
      ...standard,
      ...(request.memory === undefined ? {} : { memory: request.memory * 1024 * 1024 }),
      ...(request.cpus === undefined ? {} : { cpus: request.cpus }),
    },
    seats: [...seats, ...left(known, seats)],
  }
}

/** How many labs are there already: what they hold is no less the class's than what is free. */
const held = (seats: readonly Seat[]): number =>
  seats.filter(({ instance }) => readInstance(instance) !== undefined).length

/** Labs of students who are no longer in the roster stay until somebody takes them down; nobody comes in to them. */
const left = (known: Room | undefined, seats: readonly Seat[]): Seat[] =>
  (known?.seats ?? [])
    .filter(({ instance }) => !seats.some((seat) => seat.instance === instance) && readInstance(instance) !== undefined)
    .map(({ key: _, ...seat }) => seat)

const wave = {
  en: '{done} of {of} healthy{failed, plural, =0 {} other {, # failed}}; now: {now}',
  ru: 'готово {done} из {of}{failed, plural, =0 {} other {, не вышло: #}}; сейчас: {now}',
}
const broken = {
  en: 'Interrupted: {healthy} of {of} labs are healthy and can be used, the others are not begun. The same command goes on from here.',
  ru: 'Прервано: в порядке {healthy} из {of} лабораторий, ими можно пользоваться; остальные не начаты. Та же команда продолжит с этого места.',
}
const tooMany = {
  en: 'This server has room for {fit} labs, and the class needs {labs}: see ./pglab class doctor {labs}. Bring up a part of the class from a shorter roster, or try all the same with --anyway.',
  ru: 'На этом сервере поместится лабораторий: {fit}, а группе нужно {labs}, см. ./pglab class doctor {labs}. Поднимите часть группы по более короткому списку или попробуйте всё равно: --anyway.',
}
const outdated = {
  en: 'The kit has changed since this class was brought up: its labs stay as they are, and each runs the new scripts at its next start. For new disks: ./pglab class down, then up.',
  ru: 'С тех пор как группа поднята, pglab изменился: лаборатории остаются прежними, и каждая при следующем запуске выполнит новые скрипты. Чтобы получить новые диски: ./pglab class down, затем up.',
}
const strange = {
  en: 'Instances with these names are here and do not belong to the class: {names}. Remove them (./pglab destroy --name …) or rename the roster file.',
  ru: 'Экземпляры с такими именами уже есть и к группе не относятся: {names}. Удалите их (./pglab destroy --name …) или переименуйте файл списка.',
}
const otherLab = {
  en: 'The class "{name}" has the lab {lab}. For another one take it down first, or use a roster file with another name.',
  ru: 'У группы «{name}» лаборатория {lab}. Для другой сначала уберите группу или возьмите файл списка с другим именем.',
}
