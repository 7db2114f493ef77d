import { csvOf, noGrade } from '../csv.ts'
import type { ClassFormat } from '../format.ts'
import { markOf } from '../mark-state.ts'
import { feedbackLines, namedExercise } from '../words.ts'

/**
 * CSV for the grade book of Moodle (Grades > Import > CSV file, https://docs.moodle.org/en/Grade_import). A student is
 * found by email address or ID number. Each exercise has its column and beside it the one of its feedback: Moodle
 * drops the grade where feedback comes alone. The heads of the columns are those of Moodle's own export in English,
 * whatever the language, because they are mapped by hand once and again next week.
 */
const moodle: ClassFormat = {
  summary: {
    en: 'CSV for the grade book of Moodle, with feedback',
    ru: 'CSV для журнала оценок Moodle, с отзывами',
  },
  render(report) {
    const { course, students } = report.book
    return csvOf([
      [
        ...['ID number', 'Full name', 'Email address'],
        ...course.exercises.flatMap(({ id }) => {
          const name = namedExercise(report, id)
          return [name, `${name} (Feedback)`]
        }),
      ],
      ...students.map((student) => [
        ...[student.id, student.name, student.email],
        ...course.exercises.flatMap(({ id }) => {
          const mark = markOf(report.book, student, id)
          // Nothing judged is no grade; a zero would say that the work was looked at.
          const grade = mark?.counted ? mark.points : noGrade
          return [grade, withoutTags(feedbackLines(mark, report).join('; '))]
        }),
      ]),
    ])
  },
}

/** Moodle reads feedback as HTML and would swallow `<none>`. */
const withoutTags = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›')

export default moodle
