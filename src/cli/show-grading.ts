import type { Standing } from '../class/grade-class.ts'
import { say } from '../words/say.ts'
import { shown } from '../words/shown.ts'

/** ms between two lines where every line stays in a log. */
const quietFor = 5000
/** ms between two drawings of one line: forty students move more often than anybody can read. */
const redrawn = 100

/** Shows who is graded, at which exercise, and how many are left: one line drawn anew, or now and then a line. */
export function showGrading(quiet: boolean): { moved: (standing: Standing) => void; end: () => void } {
  if (quiet) return { moved: () => {}, end: () => {} }
  const live = process.stderr.isTTY && process.env.TERM !== 'dumb'
  let last = live ? 0 : performance.now()
  return {
    moved(standing) {
      if (performance.now() - last < (live ? redrawn : quietFor)) return
      last = performance.now()
      const line = standingWords(standing)
      if (live) process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`)
      else console.error(line)
    },
    end: () => {
      if (live) process.stderr.write('\r\x1b[K')
    },
  }
}

const standingWords = ({ at, done, total }: Standing): string =>
  say(
    {
      en: '{done} of {total} done, {left} left. Now: {who}',
      ru: 'Готово {done} из {total}, осталось {left}. Сейчас: {who}',
    },
    {
      done,
      total,
      left: total - done,
      who: [...at].map(([student, exercise]) => `${shown(student)} ${exercise}`.trim()).join(', ') || '–',
    },
  )
