import type { Limits } from '../../instance/instance.ts'

const mebibyte = 1024 * 1024
const gibibyte = 1024 * mebibyte

/** What one lab of a class takes, rounded up: measured, docs/classroom.md has the figures and how to measure again. */
export const oneLab = {
  /** Bytes of memory that a healthy, idle lab takes. */
  memory: 320 * mebibyte,
  /** Bytes that a student's disks take when the lab has been up for a lesson. */
  disk: 700_000_000,
  /** Processors that a healthy, idle lab keeps busy. */
  cpus: 0.05,
  machines: 4,
}

/** Bytes the system of the host wants for itself. */
const reserve = gibibyte

export interface Resources {
  cpus: number
  /** Bytes that programs can have. */
  memory: number
  /** Bytes */
  disk: number
}

/** How many labs each resource has room for. Those that run hold their memory and disk already, and count as well. */
export const fits = ({ cpus, memory, disk }: Resources, running = 0): Record<'memory' | 'cpus' | 'disk', number> => ({
  memory: Math.max(0, Math.floor((memory + running * oneLab.memory - reserve) / oneLab.memory)),
  cpus: Math.floor(cpus / oneLab.cpus),
  disk: Math.floor((disk + running * oneLab.disk) / oneLab.disk),
})

/** What one of so many labs may take at most, so that a student who breaks things breaks only their own. */
export const limitsFor = ({ cpus, memory }: Pick<Resources, 'cpus' | 'memory'>, labs: number): Limits => ({
  // Not all take it at once, and below half a gibibyte a lab has no room to work in.
  memory: clamp((memory - reserve) / Math.max(1, labs), gibibyte / 2, gibibyte),
  cpus: Math.max(1, cpus / 2),
  // A lab has about 250 processes and threads.
  processes: 1500,
})

const clamp = (value: number, low: number, high: number): number => Math.floor(Math.min(high, Math.max(low, value)))
