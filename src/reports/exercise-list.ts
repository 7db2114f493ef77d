import type { Exercise } from '../course/exercise.ts'
import type { Progress } from '../course/progress.ts'
import { language, say, type Text } from '../words/say.ts'
import { levelWords } from './exercise-words.ts'
import { table } from './table.ts'

/** One line of `exercises --json`. */
export interface ExerciseLine {
  id: string
  title: string
  level: Exercise['plan']['level']
  minutes: number
  state: 'new' | 'current' | 'tried' | 'passed'
  /** Of the best check so far. */
  points: number
  max: number
  hints: number
}

export const exerciseList = (exercises: readonly Exercise[], progress: Progress): ExerciseLine[] =>
  exercises.map(({ id, plan, texts }) => {
    const { passed, best, attempts, hints } = progress.of(id)
    return {
      id,
      title: texts[language()].title,
      level: plan.level,
      minutes: plan.minutes,
      state: passed ? 'passed' : progress.current === id ? 'current' : attempts > 0 ? 'tried' : 'new',
      points: best?.points ?? 0,
      max: plan.tasks.reduce((sum, task) => sum + task.points, 0),
      hints,
    }
  })

const states: Record<ExerciseLine['state'], Text> = {
  new: { en: '', ru: '' },
  current: { en: '▸ at hand', ru: '▸ текущее' },
  tried: { en: '… begun', ru: '… начато' },
  passed: { en: '✔ passed', ru: '✔ пройдено' },
}

export function exerciseListWords(list: readonly ExerciseLine[]): string {
  const head = [
    say({ en: 'Exercise', ru: 'Упражнение' }),
    say({ en: 'What it is about', ru: 'О чём' }),
    say({ en: 'Level', ru: 'Уровень' }),
    say({ en: 'min', ru: 'мин' }),
    say({ en: 'Points', ru: 'Баллы' }),
    say({ en: 'State', ru: 'Состояние' }),
  ]
  const rows = list.map(({ id, title, level, minutes, points, max, state }) => [
    id,
    title,
    say(levelWords[level]),
    String(minutes),
    `${points}/${max}`,
    say(states[state]),
  ])
  const passed = list.filter(({ state }) => state === 'passed').length
  return [
    table(head, rows),
    '',
    say(
      {
        en: '{passed} of {n} passed. Go on with: ./pglab start',
        ru: 'Пройдено {passed} из {n}. Продолжить: ./pglab start',
      },
      { passed, n: list.length },
    ),
  ].join('\n')
}
