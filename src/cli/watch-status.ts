import { setTimeout as pause } from 'node:timers/promises'
import { readStatus } from '../cluster/status.ts'
import { type Opened, sessionsTo } from '../lifecycle/open.ts'
import { statusWords } from '../reports/status-words.ts'
import { say } from '../words/say.ts'

/** ms; a change of leader takes seconds, and the lab has other work than being looked at. */
const every = 1000

/**
 * Keeps the picture on the screen until Ctrl-C. On a terminal it is drawn in place; elsewhere it is printed again
 * whenever it has changed, so that a log or a screen reader is not flooded.
 */
export async function watchStatus(opened: Opened, json: boolean): Promise<void> {
  const ended = new AbortController()
  process.once('SIGINT', () => ended.abort())
  process.once('SIGTERM', () => ended.abort())
  let sessions = sessionsTo(opened)
  let shown = ''
  while (!ended.signal.aborted) {
    const status = await readStatus(opened, sessions)
    // A machine that lost its power has closed its connection; begin anew rather than ask into the void.
    if (status.machines.some(({ state }) => state !== 'running')) {
      sessions.close()
      sessions = sessionsTo(opened)
    }
    const text = json ? JSON.stringify(status) : statusWords(status)
    if (process.stdout.isTTY && !json) {
      // Home, and clear to the end: without flicker, and what scrolled by stays.
      process.stdout.write(`\x1b[H\x1b[J${text}\n${say({ en: 'Ctrl-C ends', ru: 'Выход: Ctrl-C' })}\n`)
    } else if (text !== shown) {
      console.log(text)
    }
    shown = text
    await pause(every, undefined, { signal: ended.signal }).catch(() => {})
  }
  sessions.close()
}
