import { cpus } from 'node:os'
import pLimit from 'p-limit'
import { wrongUsage } from '../../errors.ts'
import { withLock } from '../../instance/lock.ts'
import { instanceFolder, readInstance, removeInstance } from '../../instance/store.ts'
import { nearest } from '../../words/nearest.ts'
import { shown } from '../../words/shown.ts'
import { closeEntry, openEntry } from './entry/entry.ts'
import { instanceIn, type OpenedRoom } from './open-room.ts'
import { removePattern } from './pattern.ts'
import { removeRoom, writeRoom } from './room.ts'
import type { Seat } from './seats.ts'

/** The seats of the named students; a usage error where a name is not known. */
export function seatsNamed(students: readonly string[], seats: readonly Seat[]): Seat[] {
  return students.map((student) => {
    const seat = seats.find((one) => one.student === student || one.instance === student)
    if (seat) return seat
    const close = nearest(
      student,
      seats.map((one) => one.student),
    )
    throw wrongUsage(
      {
        en: 'There is no student "{student}" in this class.{close, select, none {} other { Did you mean "{close}"?}} See ./pglab class status.',
        ru: 'В этой группе нет студента «{student}».{close, select, none {} other { Может быть, «{close}»?}} Список: ./pglab class status.',
      },
      { student: shown(student), close: close ?? 'none' },
    )
  })
}

/** Shuts labs down and keeps their disks: `class up` goes on with them. */
export const haltSeats = (opened: OpenedRoom, seats: readonly Seat[], tell: (student: string) => void): Promise<void> =>
  each(opened, seats, tell, (instance) => opened.provider.halt(instance, undefined, () => {}))

/** Removes labs with everything in them, and with the last one the class. */
export async function removeSeats(
  opened: OpenedRoom,
  seats: readonly Seat[],
  tell: (student: string) => void,
): Promise<void> {
  const { room } = opened
  const stay = room.seats.filter((seat) => !seats.includes(seat))
  // First the way in: nobody is to enter what is being taken away.
  if (stay.length === 0) await closeEntry(room.name)
  else {
    writeRoom({ ...room, seats: stay })
    await openEntry({ ...opened, room: { ...room, seats: stay } })
  }
  await each(opened, seats, tell, async (instance) => {
    await opened.provider.destroy(instance, () => {})
    removeInstance(instance.name)
  })
  if (stay.length > 0) return
  await removePattern(opened)
  removeRoom(room.name)
}

function each(
  opened: OpenedRoom,
  seats: readonly Seat[],
  tell: (student: string) => void,
  work: (instance: ReturnType<typeof instanceIn>) => Promise<void>,
): Promise<void> {
  const limit = pLimit(cpus().length * 2)
  return Promise.all(
    seats.map((seat) =>
      limit(async () => {
        // One whose record is damaged can still be removed: its machines are those of the lab.
        const instance = readable(seat.instance) ?? instanceIn(opened, seat.instance, instanceFolder(seat.instance))
        await withLock(seat.instance, () => work(instance))
        tell(seat.student)
      }),
    ),
  ).then(() => {})
}

function readable(name: string) {
  try {
    return readInstance(name)
  } catch {
    return undefined
  }
}
