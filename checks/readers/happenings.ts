import { z } from 'zod'
import type { Answer, Question, Scene } from '../../src/grading/kind.ts'
import type { Picture } from './evidence.ts'
import { readStarts, restartsQuestion } from './restarts.ts'

/** An event as an exercise names it: exactly one of the keys. */
export const eventSchema = z
  .strictObject({
    paused: z.literal(true),
    resumed: z.literal(true),
    leads: z.string(),
    stopped: z.string(),
    running: z.string(),
    gone: z.string(),
    started: z.string(),
  })
  .partial()
  .refine((event) => Object.keys(event).length === 1, {
    error: 'exactly one of paused, resumed, leads, stopped, running, gone, started',
  })
type Wanted = z.output<typeof eventSchema>

/** Something that happened; ms since 1970. `member` is empty where it befell the whole cluster. */
export interface Happening {
  at: number
  event: string
  member: string
}

export function kindOf(wanted: Wanted): { event: string; member: string } {
  const [event = '', value] = Object.entries(wanted)[0] ?? []
  return { event, member: typeof value === 'string' ? value : '' }
}

/** Replicas that stream say `streaming` from Patroni 3.0.4 on; both mean that PostgreSQL works. */
const states: Readonly<Record<string, string>> = { stopped: 'stopped', running: 'running', streaming: 'running' }

const name = z.string().max(100)
const leader = z.object({ what: z.literal('leader'), at: z.number(), name })
const member = z.object({
  what: z.literal('member'),
  at: z.number(),
  name,
  state: name.optional(),
  gone: z.boolean().optional(),
})
const config = z.object({
  what: z.literal('config'),
  at: z.number(),
  value: z.object({ pause: z.boolean().nullish() }),
})
const known = z.union([leader, member, config])

/** What the recorder saw since the start, put into events; the configuration tells of a pause by its key `pause`. */
export function happenings({ events }: Picture): Happening[] {
  let paused = false
  return events.flatMap((one): Happening[] => {
    const { data } = known.safeParse(one)
    if (!data) return []
    const { at } = data
    if (data.what === 'leader') return [{ at, event: 'leads', member: data.name }]
    if (data.what === 'config') {
      const was = paused
      paused = data.value.pause === true
      return was === paused ? [] : [{ at, event: paused ? 'paused' : 'resumed', member: '' }]
    }
    const event = data.gone ? 'gone' : states[data.state ?? '']
    return event ? [{ at, event, member: data.name }] : []
  })
}

/** The recorder sees a member only once in a round of Patroni; a start of PostgreSQL is known to the millisecond. */
export const startQuestions = (events: readonly Wanted[]): Question[] =>
  events.flatMap(({ started }) => (started === undefined ? [] : [{ ...restartsQuestion(started), optional: true }]))

/** The starts of PostgreSQL on a machine that fall into the attempt. */
export function startsOn(answer: Answer | undefined, { mark }: Scene): Happening[] {
  if (!answer) return []
  const began = z.looseObject({ at: z.number() }).parse(JSON.parse(mark ?? '{"at":0}')).at
  const { running, journal } = readStarts(answer)
  return [running ?? [], journal]
    .flat()
    .map(Number)
    .filter((at) => at >= began)
    .map((at) => ({ at: at * 1000, event: 'started', member: answer.machine }))
}
