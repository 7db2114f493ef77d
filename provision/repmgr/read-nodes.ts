import { z } from 'zod'
import type { ClusterReading, Member } from '../../src/cluster/reading.ts'
import { parseJson } from '../../src/words/parse-json.ts'
import { shown } from '../../src/words/shown.ts'

/** As it may stand on a screen: what a machine says must not move the cursor of whoever reads it. */
const short = z.string().max(100).transform(shown)

/** What one node says (state.sql): of itself, of the nodes that repmgr knows, and of the standbys that stream from it. */
const answer = z.object({
  self: short,
  /** System identifier of its server: the same on all copies of one primary. */
  system: short,
  recovery: z.boolean(),
  timeline: z.number().int().nullable(),
  /** State of its WAL receiver; null where none runs. */
  receiver: short.nullable(),
  /** Host the WAL receiver is connected to. */
  sender: short.nullable(),
  restart: z.boolean(),
  /** Whether repmgrd runs there, and whether it is paused. */
  daemon: z.boolean().nullable(),
  paused: z.boolean().nullable(),
  nodes: z
    .array(
      z.object({
        name: short,
        type: short,
        active: z.boolean(),
        upstream: short.nullable(),
        priority: z.number().int(),
        location: short,
      }),
    )
    .max(100)
    .nullable(),
  standbys: z.array(z.object({ name: short, state: short, lag: z.number().nullable() })).max(100),
})
export type NodeAnswer = z.output<typeof answer>

export const readNode = (printed: string): NodeAnswer | undefined => answer.safeParse(parseJson(printed)).data

/** The cluster as one of its nodes sees it. Only the primary sees who streams; a standby vouches for itself alone. */
export function readNodes(printed: string): ClusterReading | undefined {
  const said = readNode(printed)
  if (!said?.nodes) return undefined
  return { self: said.self, paused: said.paused === true, members: said.nodes.map((node) => memberOf(node, said)) }
}

function memberOf({ name, type, active }: { name: string; type: string; active: boolean }, said: NodeAnswer): Member {
  const nobody = { name, timeline: null, lag: null, pendingRestart: false }
  if (name === said.self) return { ...nobody, ...ownState(type, said), pendingRestart: said.restart }
  const standby = said.standbys.find((one) => one.name === name)
  if (standby) return { ...nobody, role: 'replica', state: standby.state, timeline: said.timeline, lag: standby.lag }
  return { ...nobody, role: type === 'witness' ? 'witness' : 'replica', state: active ? 'unknown' : 'stopped' }
}

function ownState(
  type: string,
  { recovery, receiver, timeline }: NodeAnswer,
): Pick<Member, 'role' | 'state' | 'timeline'> {
  if (type === 'witness') return { role: 'witness', state: 'running', timeline: null }
  if (!recovery) return { role: 'leader', state: 'running', timeline }
  return { role: 'replica', state: receiver ?? 'running', timeline }
}
