import { emitKeypressEvents } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { checkExercise } from '../course/check.ts'
import { progressIn } from '../course/choose-exercise.ts'
import { type Classroom, withSessions } from '../course/classroom.ts'
import type { DrawnExercise } from '../course/exercise.ts'
import { giveHint } from '../course/hint.ts'
import { note, type Started } from '../course/journal.ts'
import type { Result } from '../grading/result.ts'
import { exerciseMarkdown } from '../reports/exercise-words.ts'
import { terminalMarkdown } from '../reports/markdown.ts'
import { resultWords } from '../reports/result-words.ts'
import { say } from '../words/say.ts'

/** ms between two looks; the cluster needs seconds for whatever it does. */
const every = 2000

export interface Watched {
  classroom: Classroom
  exercise: DrawnExercise
  started: Started
}

const keys = {
  en: 'h hint   t task   q quit   (checked every 2 s; ./pglab check is what counts)',
  ru: 'h подсказка   t задание   q выход   (проверка раз в 2 с; засчитывает ./pglab check)',
}

/**
 * Looks at an exercise until it is solved or somebody has seen enough; whether it was solved. Tasks that the checker
 * proves by disturbing the lab are left to `check`. Without a terminal a result is printed whenever it has changed.
 */
export function watchExercise(watched: Watched): Promise<boolean> {
  const { classroom, exercise, started } = watched
  const ended = new AbortController()
  const screen = screenFor(watched, () => ended.abort())
  return withSessions(classroom, async (sessions) => {
    let solved = false
    while (!ended.signal.aborted && !solved) {
      const result = await checkExercise(exercise, started, classroom, sessions, { trials: false, patience: 0 })
      solved = result.verdict === 'pass'
      screen.show(result)
      if (!solved) await pause(every, undefined, { signal: ended.signal }).catch(() => {})
    }
    if (solved) {
      console.log(
        say({ en: 'Everything holds. Now it counts: ./pglab check', ru: 'Всё выполнено. Засчитать: ./pglab check' }),
      )
    }
    return solved
  }).finally(screen.end)
}

interface Screen {
  show(result: Result): void
  end(): void
}

function screenFor({ classroom, exercise }: Watched, quit: () => void): Screen {
  const { stdin, stdout } = process
  const live = stdout.isTTY && process.env.TERM !== 'dumb'
  let extra = ''
  let last = ''
  const onKey = (_: string, key: { name?: string; ctrl?: boolean }) => {
    if (key.name === 'q' || (key.ctrl && key.name === 'c')) quit()
    if (key.name === 't') extra = extra ? '' : terminalMarkdown(exerciseMarkdown(exercise))
    if (key.name === 'h') extra = hint(classroom, exercise)
  }
  const withKeys = live && stdin.isTTY
  if (withKeys) {
    emitKeypressEvents(stdin)
    stdin.setRawMode(true).resume().on('keypress', onKey)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, quit)
  return {
    show(result) {
      const text = resultWords(result, classroom.kinds)
      if (live) {
        // Home, and clear to the end: without flicker, and what scrolled by stays.
        const lines = [exercise.id, '', text, '', ...(extra ? [extra, ''] : []), ...(withKeys ? [say(keys)] : [])]
        stdout.write(`\x1b[H\x1b[J${lines.join('\n')}\n`)
      } else if (text !== last) console.log(`${text}\n`)
      last = text
    },
    end() {
      if (withKeys) stdin.off('keypress', onKey).setRawMode(false).pause()
    },
  }
}

function hint(classroom: Classroom, exercise: DrawnExercise): string {
  const { task, step, of, text, isNew } = giveHint(exercise, progressIn(classroom).of(exercise.id), undefined)
  if (isNew) note(classroom.instance.name, { what: 'hint', at: Date.now(), exercise: exercise.id, task, step })
  return `${task} ${step}/${of}: ${terminalMarkdown(text)}`
}
