import { connect, type Session } from './session.ts'
import type { SshTarget } from './target.ts'

/** One kept connection per machine, opened when first asked for, and opened anew after it broke. */
export class Sessions {
  readonly #targetOf: (machine: string) => Promise<SshTarget>
  readonly #connect: typeof connect
  readonly #open = new Map<string, Promise<Session>>()

  /** @param connecting opens a connection; another one may wait for its turn first */
  constructor(targetOf: (machine: string) => Promise<SshTarget>, connecting = connect) {
    this.#targetOf = targetOf
    this.#connect = connecting
  }

  /** @param limit ms for the connection alone */
  async to(machine: string, limit?: number): Promise<Session> {
    const kept = this.#open.get(machine)
    if (kept) return kept
    const opening = this.#targetOf(machine).then((target) => this.#connect(target, limit))
    this.#open.set(machine, opening)
    const forget = () => {
      if (this.#open.get(machine) === opening) this.#open.delete(machine)
    }
    opening.then(({ client }) => client.connection?.once('close', forget), forget)
    return opening
  }

  close(): void {
    for (const session of this.#open.values()) session.then((open) => open.close()).catch(() => {})
  }
}
