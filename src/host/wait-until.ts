import { setTimeout as pause } from 'node:timers/promises'

export interface Wait<T> {
  /** Looks once; a value other than undefined ends the wait. */
  probe(): Promise<T | undefined> | T | undefined
  /** ms */
  within: number
  /** ms between two looks */
  every?: number
  now?: () => number
}

/** Waits for a condition, with a limit. Gives undefined when the time is up: the caller knows what to say then. */
export async function waitUntil<T>({
  probe,
  within,
  every = 50,
  now = performance.now.bind(performance),
}: Wait<T>): Promise<T | undefined> {
  const end = now() + within
  for (;;) {
    const found = await probe()
    if (found !== undefined) return found
    if (now() >= end) return undefined
    await pause(every)
  }
}
