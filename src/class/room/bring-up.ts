import { cpus } from 'node:os'
import pLimit from 'p-limit'
import { readStatus } from '../../cluster/status.ts'
import { studentKey } from '../../course/drawer.ts'
import { newTicket, writeTicketOf } from '../../course/ticket.ts'
import { LabError } from '../../errors.ts'
import type { Instance } from '../../instance/instance.ts'
import { readInstance, writeInstance } from '../../instance/store.ts'
import { type Steps, up } from '../../lifecycle/up.ts'
import { baseOf } from '../../providers/nspawn/layers.ts'
import { applyLimits, type Controller } from '../../providers/nspawn/limits.ts'
import { copyPattern } from './copy.ts'
import { instanceIn, type OpenedRoom, openedSeat } from './open-room.ts'
import type { Pattern } from './pattern.ts'
import { roomSecret } from './room.ts'
import type { Seat } from './seats.ts'
import { isWhole } from './survey.ts'

/** How bringing up one student's lab ended. */
export interface Brought {
  seat: Seat
  /** `waiting`: nobody has come to it yet, because the command was broken off. */
  outcome: 'healthy' | 'failed' | 'waiting'
  /** In words, where it failed. */
  reason: string
  /** Limits that the kernel did not take. */
  unlimited: readonly Controller[]
  /** ms */
  took: number
}

export interface Wave {
  done: number
  of: number
  failed: number
  /** Students whose labs are starting right now. */
  now: readonly string[]
}

/** Nobody reads the steps of forty labs. */
const silent: Steps = { step: (_, work) => work(() => {}) }

/** As many at a time as there are processors: a lab that starts keeps one busy. */
const atOnce = Math.max(2, cpus().length)

/**
 * Brings the labs of a class up, a few at a time, until each is healthy. Trouble with one is told at its end and stops
 * no other. After the signal no further lab is begun; those that have begun are finished.
 */
export async function bringUp(
  opened: OpenedRoom,
  pattern: Pattern,
  tell: (wave: Wave) => void,
  signal: AbortSignal,
): Promise<Brought[]> {
  const { seats } = opened.room
  const now = new Set<string>()
  const count = { done: 0, failed: 0 }
  const limit = pLimit(atOnce)
  const say = () => tell({ ...count, of: seats.length, now: [...now] })
  return Promise.all(
    seats.map((seat) =>
      limit(async (): Promise<Brought> => {
        if (signal.aborted) return { seat, outcome: 'waiting', reason: '', unlimited: [], took: 0 }
        const began = performance.now()
        now.add(seat.student)
        say()
        const ended = await seatUp(opened, pattern, seat)
        now.delete(seat.student)
        count[ended.outcome === 'healthy' ? 'done' : 'failed']++
        say()
        return { seat, ...ended, took: Math.round(performance.now() - began) }
      }),
    ),
  )
}

async function seatUp(opened: OpenedRoom, pattern: Pattern, seat: Seat): Promise<Omit<Brought, 'seat' | 'took'>> {
  let unlimited: readonly Controller[] = []
  try {
    const kept = readInstance(seat.instance)
    // Limits may have been changed since, also for machines that run.
    const instance = kept ? { ...kept, limits: opened.room.limits } : newInstance(opened, pattern, seat)
    unlimited = applyLimits(instance).refused
    giveTicket(opened, instance, seat)
    const seated = openedSeat(opened, instance)
    // A look costs a tenth of what bringing up does, and with forty labs that is minutes.
    if (kept && isWhole(await readStatus(seated))) writeInstance(instance)
    else await up(seated, silent)
    return { outcome: 'healthy', reason: '', unlimited }
  } catch (trouble) {
    const reason = trouble instanceof LabError ? trouble.toString() : (trouble as Error).message
    return { outcome: 'failed', reason, unlimited }
  }
}

/** With it the student's lab draws what no other draws; grading the instance finds it there, too. */
function giveTicket({ room, lab }: OpenedRoom, { folder }: Instance, { student }: Seat): void {
  const key = studentKey(roomSecret(room.name), student)
  writeTicketOf(folder, newTicket({ course: room.course, lab: lab.id, student, key }))
}

function newInstance(opened: OpenedRoom, pattern: Pattern, { instance: name }: Seat): Instance {
  const instance = instanceIn(opened, name)
  copyPattern(pattern, instance)
  return instance
}

/** Instances under the names of a class that are none of its copies: another lab, and perhaps somebody's work. */
export const strangers = (seats: readonly Seat[]): Seat[] =>
  seats.filter(({ instance: name }) => {
    const instance = readInstance(name)
    return instance !== undefined && (instance.provider !== 'nspawn' || baseOf(instance) === undefined)
  })
