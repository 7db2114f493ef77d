import type { DrawnExercise } from '../course/exercise.ts'
import { say } from '../words/say.ts'
import { exerciseMarkdown } from './exercise-words.ts'
import { terminalMarkdown } from './markdown.ts'

/** The task as it stands on the screen, and what to type next. */
export const startWords = (exercise: DrawnExercise): string =>
  ['', terminalMarkdown(exerciseMarkdown(exercise)), '', say(next)].join('\n')

const next = {
  en: `When you think it is done: ./pglab check    One step of help: ./pglab hint`,
  ru: `Когда покажется, что готово: ./pglab check    Подсказка: ./pglab hint`,
}
