import type { CourseExercise, Mark, Student } from '../../../class/model.ts'
import { say } from '../../../words/say.ts'
import type { ClassReport } from '../format.ts'
import { markOf, type State, stateOf, stateWords, sumOf } from '../mark-state.ts'
import { numberWords } from '../words.ts'

/** The table of students and exercises. `cells` is HTML made of signs, numbers and words of the kit alone. */
export const matrix = (report: ClassReport) => {
  const words = new Map<string, string>()
  return report.book.students.map((student) => {
    const { points, max, percent } = sumOf(report.book, student)
    return {
      id: student.id,
      name: student.name,
      group: student.group,
      points: numberWords(points),
      of: say(
        { en: '{points} of {max}', ru: '{points} из {max}' },
        { points: numberWords(points), max: numberWords(max) },
      ),
      percent: Math.round(percent),
      cells: report.book.course.exercises.map((exercise) => cell(student, exercise, report, words)).join(''),
    }
  })
}

/** Fourteen thousand of these make a page: no attribute that could be spared, and each different one is said once. */
function cell(student: Student, exercise: CourseExercise, report: ClassReport, words: Map<string, string>): string {
  const mark = markOf(report.book, student, exercise.id)
  const state = stateOf(mark)
  if (state === 'none') return `<td>${stateWords.none.sign}`
  const { points, max } = mark as Mark
  const key = `${state} ${points} ${max}`
  const known = words.get(key) ?? cellHtml(state, points, max)
  words.set(key, known)
  return known
}

function cellHtml(state: State, points: number, max: number): string {
  const { sign, word } = stateWords[state]
  const label = say(
    { en: '{word}, {points} of {max}', ru: '{word}, {points} из {max}' },
    { word: say(word), points: numberWords(points), max: numberWords(max) },
  )
  // A number where there is more to know than the sign says.
  const number = points > 0 && points < max ? ` ${numberWords(points, 1)}` : ''
  return `<td class=${state} aria-label="${label}">${sign}${number}`
}
