import { z } from 'zod'
import type { ClusterReading } from '../../src/cluster/reading.ts'
import { parseJson } from '../../src/words/parse-json.ts'
import { shown } from '../../src/words/shown.ts'

/** As it may stand on a screen: what a machine says must not move the cursor of whoever reads it. */
const short = z.string().max(100).transform(shown)

/** Patroni's REST answer to GET /cluster: the same in 3.x, 4.0 and 4.1, unlike the table of `patronictl list`. */
const answer = z.object({
  members: z
    .array(
      z.object({
        name: short,
        role: short,
        state: short,
        timeline: z.number().int().nullish(),
        // "unknown" while a member has not said where it is.
        lag: z.union([z.number(), short]).nullish(),
        pending_restart: z.boolean().nullish(),
      }),
    )
    .max(100),
  pause: z.boolean().nullish(),
})

export function readCluster(printed: string): ClusterReading | undefined {
  const read = answer.safeParse(parseJson(printed))
  if (!read.success) return undefined
  return {
    paused: read.data.pause === true,
    members: read.data.members.map(({ name, role, state, timeline, lag, pending_restart }) => ({
      name,
      role,
      state,
      timeline: timeline ?? null,
      lag: typeof lag === 'number' ? lag : null,
      pendingRestart: pending_restart === true,
    })),
  }
}
