import type { Instance } from '../instance/instance.ts'
import type { Provider } from '../providers/provider.ts'
import { connect, type Session } from '../ssh/session.ts'

/** One kept connection per machine, opened when first asked for. */
export class Sessions {
  readonly #instance: Instance
  readonly #provider: Provider
  readonly #open = new Map<string, Promise<Session>>()

  constructor(instance: Instance, provider: Provider) {
    this.#instance = instance
    this.#provider = provider
  }

  /** As root; limit in ms for the connection alone. */
  async to(machine: string, limit?: number): Promise<Session> {
    const kept = this.#open.get(machine)
    if (kept) return kept
    const opening = this.#provider.target(this.#instance, machine, 'root').then((target) => connect(target, limit))
    this.#open.set(machine, opening)
    // A connection that could not be made may be tried again.
    opening.catch(() => this.#open.delete(machine))
    return opening
  }

  close(): void {
    for (const session of this.#open.values()) session.then((open) => open.close()).catch(() => {})
  }
}
