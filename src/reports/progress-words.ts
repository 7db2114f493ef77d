import type { Exercise } from '../course/exercise.ts'
import type { Progress } from '../course/progress.ts'
import { say } from '../words/say.ts'
import { type ExerciseLine, exerciseList } from './exercise-list.ts'
import { table } from './table.ts'

/** What `progress --json` prints. */
export interface ProgressReport {
  passed: number
  of: number
  points: number
  max: number
  /** Lines of the record that could not be read, and where they are. */
  damaged: number
  file: string
  exercises: (ExerciseLine & { attempts: number; gaveUp: boolean })[]
}

export function progressReport(
  exercises: readonly Exercise[],
  progress: Progress & { damaged: number; file: string },
): ProgressReport {
  const lines = exerciseList(exercises, progress).map((line) => {
    const { attempts, gaveUp } = progress.of(line.id)
    return { ...line, attempts, gaveUp }
  })
  const sum = (of: (line: ExerciseLine) => number): number => lines.reduce((total, line) => total + of(line), 0)
  return {
    passed: lines.filter(({ state }) => state === 'passed').length,
    of: lines.length,
    points: sum(({ points }) => points),
    max: sum(({ max }) => max),
    damaged: progress.damaged,
    file: progress.file,
    exercises: lines,
  }
}

export function progressWords(report: ProgressReport): string {
  const begun = report.exercises.filter(({ attempts }) => attempts > 0)
  const head = [
    say({ en: 'Exercise', ru: 'Упражнение' }),
    say({ en: 'Points', ru: 'Баллы' }),
    say({ en: 'Attempts', ru: 'Попытки' }),
    say({ en: 'Hints', ru: 'Подсказки' }),
    say({ en: 'Solution', ru: 'Решение' }),
  ]
  const rows = begun.map(({ id, state, points, max, attempts, hints, gaveUp }) => [
    `${state === 'passed' ? '✔' : '…'} ${id}`,
    `${points}/${max}`,
    String(attempts),
    String(hints),
    gaveUp ? say({ en: 'was shown', ru: 'показано' }) : '',
  ])
  return [
    ...(rows.length > 0 ? [table(head, rows), ''] : []),
    say(
      {
        en: '{passed} of {of} exercises passed, {points} of {max} points.',
        ru: 'Пройдено упражнений: {passed} из {of}; баллов: {points} из {max}.',
      },
      { passed: report.passed, of: report.of, points: report.points, max: report.max },
    ),
    ...(report.damaged > 0
      ? [
          say(
            {
              en: '{n, plural, one {# line} other {# lines}} of {file} cannot be read; everything else counts.',
              ru: 'В файле {file} не читается {n, plural, one {# строка} few {# строки} many {# строк} other {# строки}}; остальное учтено.',
            },
            { n: report.damaged, file: report.file },
          ),
        ]
      : []),
  ].join('\n')
}
