import { cannot } from '../errors.ts'
import { say, type Text } from '../words/say.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs work that a person may break off. On the first signal the work is abandoned and `undo` puts things back;
 * further signals are told that this is under way, so that impatience does no harm.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  undo: () => Promise<void>,
  sentence: Text,
): Promise<T> {
  const controller = new AbortController()
  const interrupted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason))
  })
  const onSignal = () => {
    if (controller.signal.aborted) console.error(say({ en: 'Cleaning up, a moment…', ru: 'Убираю за собой, секунду…' }))
    controller.abort(cannot(sentence))
  }
  for (const name of signals) process.on(name, onSignal)
  const working = work(controller.signal)
  try {
    return await Promise.race([working, interrupted])
  } catch (trouble) {
    if (!controller.signal.aborted) throw trouble
    await undo()
    // What the abandoned work still says concerns nobody any more.
    await Promise.race([working.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 2000).unref())])
    await undo()
    throw controller.signal.reason
  } finally {
    for (const name of signals) process.off(name, onSignal)
  }
}
