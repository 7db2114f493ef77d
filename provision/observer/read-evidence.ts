import { z } from 'zod'
import type { ClusterReading } from '../../src/cluster/reading.ts'
import { parseJson } from '../../src/words/parse-json.ts'
import { shown } from '../../src/words/shown.ts'

/** As it may stand on a screen, whatever was in the file. */
const name = z.string().max(100).transform(shown)

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
  const read = change.safeParse(parseJson(printed))
  return read.success ? { lastChange: read.data } : undefined
}
