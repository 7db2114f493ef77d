import { z } from 'zod'
import type { ClusterReading } from '../../src/cluster/reading.ts'

const name = z.string().max(100)

const change = z
  .object({
    from: name.nullable(),
    to: name,
    at: z.number(),
    timeline: z.number().int().nullable(),
    outage: z.number().nonnegative().nullable(),
  })
  .nullable()

/** What `pglab-evidence --last-change` prints: one JSON object, or null where the leader never changed. */
export function readEvidence(printed: string): ClusterReading | undefined {
  try {
    const read = change.safeParse(JSON.parse(printed))
    return read.success ? { lastChange: read.data } : undefined
  } catch {
    return undefined
  }
}
