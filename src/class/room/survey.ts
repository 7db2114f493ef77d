import { statSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { readStatus, type Status } from '../../cluster/status.ts'
import { readInstance } from '../../instance/store.ts'
import { memoryOf } from '../../providers/nspawn/limits.ts'
import { enteredFolder } from './entry/places.ts'
import { type OpenedRoom, openedSeat } from './open-room.ts'
import type { Seat } from './seats.ts'

/** One line of `class status --json`; other tools rely on it. */
export interface SeatStatus {
  student: string
  name: string
  instance: string
  /** Machines that run, and how many there are; null where there is no instance. */
  running: number | null
  machines: number
  /** `whole`: one leader and everyone in its place; `impaired`: something is missing, which an exercise may want so. */
  health: 'whole' | 'impaired' | 'off' | 'absent'
  leader: string | null
  /** Bytes; null where nothing runs or this host does not count it. */
  memory: number | null
  /** ms since 1970; null where the student has not been in since the class was brought up. */
  entered: number | null
  /** Whether the roster has a public key for them. */
  key: boolean
}

/** Looks at every lab of a class, a few at a time. */
export async function survey(opened: OpenedRoom): Promise<SeatStatus[]> {
  const limit = pLimit(cpus().length)
  return Promise.all(opened.room.seats.map((seat) => limit(() => lookAt(seat, opened))))
}

async function lookAt(seat: Seat, opened: OpenedRoom): Promise<SeatStatus> {
  const known = {
    student: seat.student,
    name: seat.name,
    instance: seat.instance,
    machines: opened.lab.machines.length,
    entered: enteredAt(opened.room.name, seat.instance),
    key: seat.key !== undefined,
  }
  const nothing = { ...known, running: null, health: 'absent', leader: null, memory: null } as const
  const instance = readInstanceOrNothing(seat.instance)
  if (!instance) return nothing
  const status = await readStatus(openedSeat(opened, instance))
  const { machines, cluster } = status
  const running = machines.filter(({ state }) => state === 'running').length
  if (running === 0) return { ...nothing, running, health: 'off' }
  return {
    ...known,
    running,
    health: isWhole(status) ? 'whole' : 'impaired',
    leader: cluster?.leader ?? null,
    memory: memoryOf(instance) ?? null,
  }
}

/** Whether every machine runs, somebody leads, and everybody else follows. */
export const isWhole = ({ machines, cluster }: Status): boolean =>
  machines.every(({ state }) => state === 'running') &&
  cluster?.leader != null &&
  cluster.members.every(({ state }) => state === 'running' || state === 'streaming')

/** A damaged record is a row like any other. */
function readInstanceOrNothing(name: string) {
  try {
    return readInstance(name)
  } catch {
    return undefined
  }
}

function enteredAt(room: string, instance: string): number | null {
  try {
    return Math.round(statSync(join(enteredFolder(room), instance)).mtimeMs)
  } catch {
    return null
  }
}
