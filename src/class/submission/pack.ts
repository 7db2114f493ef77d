import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Entry } from '../../course/journal.ts'
import type { Ticket } from '../../course/ticket.ts'
import type { Instance } from '../../instance/instance.ts'
import { root } from '../../root.ts'
import type { Gathered } from './evidence.ts'
import { type Content, contentSchema, type MachineIdentity } from './format.ts'
import { computerKey, seal } from './seal.ts'

/** Everything that a submission is made of. */
export interface Work extends Gathered {
  student: string
  ticket: Ticket | undefined
  instance: Instance
  /** The seed of the instance: what is packed is a digest of it. */
  seed: string
  machines: readonly MachineIdentity[]
  journal: readonly Entry[]
  /** ms since 1970 */
  now: number
}

/** The bytes of a submission, signed. */
export async function pack(work: Work): Promise<Buffer> {
  const content = JSON.stringify(contentSchema.parse(contentOf(work)))
  const envelope = seal(content, computerKey(), work.ticket?.key)
  return promisify(gzip)(JSON.stringify(envelope))
}

function contentOf({ student, ticket, instance, seed, machines, journal, now, evidence, without }: Work): Content {
  return {
    packed: now,
    kit: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
    student,
    course: ticket?.course ?? null,
    lab: instance.lab,
    instance: {
      id: instanceId(seed, instance),
      created: instance.created,
      os: instance.os,
      provider: instance.provider,
      machines: [...machines],
    },
    // Answers of the start are large, and nobody judges from them a second time.
    journal: journal.map((entry) => (entry.what === 'start' ? { ...entry, before: {} } : entry)),
    evidence,
    without,
  }
}

/**
 * Passwords and keys of the instance grow out of its seed; nothing grows out of this. Instances that share a seed,
 * because one is a copy of the other, are told apart by their birth.
 */
export const instanceId = (seed: string, { name, created }: Pick<Instance, 'name' | 'created'>): string =>
  createHash('sha256').update(['pglab instance', seed, name, created].join('\0')).digest('hex')
