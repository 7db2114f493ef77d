import type { Reach } from '../grading/interview.ts'
import type { Session } from '../ssh/session.ts'
import type { Sessions } from '../ssh/sessions.ts'

/** ms for a connection, hops and greetings included. */
export const connecting = 10_000
/** Commands that hang or flood cost a connection each; after these the machine is not asked any more. */
const strikes = 3

/** Connections to machines, until one has cost too many. */
export function patient(sessions: Sessions): Reach['to'] {
  const struck = new Map<string, { by: Set<Session>; last: unknown }>()
  return async (machine, limit = connecting) => {
    const before = struck.get(machine)
    if (before && before.by.size >= strikes) throw before.last
    const session = await sessions.to(machine, limit)
    return {
      ...session,
      exec: (command, options) =>
        session.exec(command, options).catch((cause: unknown) => {
          const by = struck.get(machine)?.by ?? new Set()
          // Eight questions on one connection break off at once and are one strike.
          struck.set(machine, { by: by.add(session), last: cause })
          throw cause
        }),
    }
  }
}
