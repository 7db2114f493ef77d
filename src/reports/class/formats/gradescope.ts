import type { Student } from '../../../class/model.ts'
import type { ClassFormat, ClassReport } from '../format.ts'
import { markOf, stateOf, sumOf } from '../mark-state.ts'
import { safeJson } from '../safe-json.ts'
import { feedbackLines, namedExercise } from '../words.ts'

/**
 * A results.json for each student, https://gradescope-autograders.readthedocs.io/en/latest/specs/: an exercise is a
 * test, its marks are those after the rules of the course.
 */
const gradescope: ClassFormat = {
  summary: {
    en: 'a results.json of Gradescope for each student, into a folder',
    ru: 'results.json для Gradescope на каждого студента, в папку',
  },
  render: (report) =>
    new Map(
      report.book.students.map((student) => [`${fileName(student.id)}.json`, safeJson(results(student, report), 2)]),
    ),
}

const results = (student: Student, report: ClassReport) => ({
  score: sumOf(report.book, student).points,
  visibility: 'visible',
  tests: report.book.course.exercises.map(({ id, points }, index) => {
    const mark = markOf(report.book, student, id)
    const passed = stateOf(mark) === 'pass'
    return {
      number: String(index + 1),
      name: namedExercise(report, id),
      score: mark?.points ?? 0,
      max_score: mark?.max ?? points,
      status: passed ? 'passed' : 'failed',
      output: feedbackLines(mark, report).join('\n'),
      // What a machine said is text and never Markdown or HTML.
      output_format: 'text',
      visibility: 'visible',
    }
  }),
  extra_data: { student: student.id, email: student.email, graded: new Date(report.book.at).toISOString() },
})

/** A roster is typed by people: nothing in an id may lead to another folder. */
const fileName = (id: string): string =>
  encodeURIComponent(id).replace(/^\.|[*'()!~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

export default gradescope
