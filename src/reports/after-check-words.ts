import type { DrawnExercise } from '../course/exercise.ts'
import type { Result } from '../grading/result.ts'
import { say } from '../words/say.ts'
import { afterMarkdown } from './exercise-words.ts'
import { terminalMarkdown } from './markdown.ts'

/** What follows a check: after a pass the explanation, else where help is. */
export function afterCheckWords(result: Result, exercise: DrawnExercise): string {
  if (result.verdict === 'pass')
    return [
      '',
      terminalMarkdown(afterMarkdown(exercise)),
      '',
      say({
        en: 'The reference solution: ./pglab solution    Onwards: ./pglab finish, then ./pglab start',
        ru: 'Эталонное решение: ./pglab solution    Дальше: ./pglab finish, затем ./pglab start',
      }),
    ].join('\n')
  const open = result.tasks.find(({ verdict }) => verdict === 'fail')
  return open
    ? say({ en: 'A hint: ./pglab hint {task}', ru: 'Подсказка: ./pglab hint {task}' }, { task: open.id })
    : say({
        en: 'See ./pglab status, mend what is wrong with the lab and check again.',
        ru: 'Посмотрите ./pglab status, приведите лабораторию в порядок и повторите проверку.',
      })
}
