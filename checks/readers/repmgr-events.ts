import { z } from 'zod'
import { shown } from '../../src/words/shown.ts'
import type { Picture } from './evidence.ts'

const short = z.string().max(300).transform(shown)

/** A row of repmgr.events as the recorder wrote it down. */
const row = z.object({
  what: z.literal('repmgr'),
  /** When the recorder saw it, ms since 1970. */
  at: z.number(),
  event: short,
  /** Null where the node was not registered yet when the row was written. */
  node: short.nullable(),
  successful: z.boolean(),
  details: short,
})
export type RepmgrEvent = z.output<typeof row>

/** The rows of repmgr.events since the start of the attempt, in order; what did not succeed among them. */
export const repmgrEvents = ({ events }: Picture): RepmgrEvent[] =>
  events.flatMap((event) => row.safeParse(event).data ?? [])

/** Rows as lines for the evidence of a result, the last ones. */
export const eventLines = (rows: readonly RepmgrEvent[]): string[] =>
  rows
    .slice(-10)
    .map(
      ({ at, event, node, successful }) =>
        `${new Date(at).toISOString()} ${node ?? '?'} ${event}${successful ? '' : ' (failed)'}`,
    )
