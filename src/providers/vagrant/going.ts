import { setTimeout as pause } from 'node:timers/promises'

/** ms. After Ctrl-C Vagrant too has heard the signal and ends what it must not leave half done. */
const patience = 60_000

/** Work under way on an instance. Vagrant locks a machine while it works on it, so what undoes the work must wait. */
export class Going {
  readonly #works = new Map<string, { ended: Promise<unknown>; stop: AbortController }>()

  async track<T>(instance: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController()
    const working = work(stop.signal)
    this.#works.set(instance, { ended: working.catch(() => {}), stop })
    try {
      return await working
    } finally {
      this.#works.delete(instance)
    }
  }

  /** Comes back when nothing is under way on the instance any more; what takes too long is ended by force. */
  async end(instance: string, within = patience): Promise<void> {
    const work = this.#works.get(instance)
    if (!work) return
    const timer = new AbortController()
    await Promise.race([work.ended, pause(within, undefined, { signal: timer.signal }).catch(() => {})])
    timer.abort()
    work.stop.abort()
    await work.ended
  }
}
