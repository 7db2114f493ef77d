import type { Waiting } from '../grading/grade.ts'
import { say } from '../words/say.ts'

/** ms between two lines where every line stays in a log. */
const quietFor = 5000

/** Shows what a check still waits for and how long: one line drawn anew on a terminal, now and then a line elsewhere. */
export function showWaiting(quiet: boolean): { tell: (waiting: readonly Waiting[]) => void; end: () => void } {
  if (quiet) return { tell: () => {}, end: () => {} }
  const live = process.stderr.isTTY && process.env.TERM !== 'dumb'
  let last = performance.now()
  return {
    tell(waiting) {
      const line = waitingWords(waiting)
      if (live) process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`)
      else if (performance.now() - last > quietFor) {
        last = performance.now()
        console.error(line)
      }
    },
    end: () => {
      if (live) process.stderr.write('\r\x1b[K')
    },
  }
}

function waitingWords(waiting: readonly Waiting[]): string {
  const seconds = Math.ceil(Math.max(...waiting.map(({ left }) => left)) / 1000)
  return say(
    {
      en: 'Waiting for {tasks}: {seconds} s at most',
      ru: 'Ожидание: {tasks}, не дольше {seconds} с',
    },
    { tasks: waiting.map(({ id }) => id).join(', '), seconds },
  )
}
