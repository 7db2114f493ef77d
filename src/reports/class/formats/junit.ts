import type { Student } from '../../../class/model.ts'
import { plain } from '../../../words/plain.ts'
import { renderPage } from '../../html.ts'
import type { ClassFormat, ClassReport } from '../format.ts'
import { attemptShown, markOf, stateOf } from '../mark-state.ts'
import { feedbackLines, namedExercise } from '../words.ts'

/** JUnit XML as GitLab, Jenkins and others read it: a student is a suite, an exercise a case. */
const junit: ClassFormat = {
  summary: { en: 'JUnit XML, a suite for each student', ru: 'JUnit XML, набор на каждого студента' },
  render(report) {
    const suites = report.book.students.map((student) => suite(student, report))
    return renderPage('class-junit.xml.njk', {
      name: plain(report.book.course.title),
      timestamp: new Date(report.book.at).toISOString().slice(0, 19),
      counts: Object.fromEntries(
        (['tests', 'failures', 'errors', 'skipped'] as const).map((key) => [
          key,
          suites.reduce((sum, { counts }) => sum + counts[key], 0),
        ]),
      ),
      suites,
    })
  },
}

function suite(student: Student, report: ClassReport) {
  const { book } = report
  const { course } = book
  const cases = course.exercises.map(({ id, points }) => {
    const mark = markOf(book, student, id)
    const [message = '', ...lines] = feedbackLines(mark, report)
    const tasks = attemptShown(mark)?.result?.tasks ?? []
    return {
      classname: plain(`${course.lab}.${student.id}`),
      name: plain(`${namedExercise(report, id)} (${mark?.points ?? 0}/${mark?.max ?? points})`),
      state: stateOf(mark),
      seconds: tasks.reduce((sum, { ms }) => sum + ms, 0) / 1000,
      message: plain(message),
      details: lines.map(plain).join('\n'),
    }
  })
  const count = (...states: string[]): number => cases.filter(({ state }) => states.includes(state)).length
  return {
    name: plain(`${student.id} ${student.name}`.trimEnd()),
    seconds: cases.reduce((sum, { seconds }) => sum + seconds, 0),
    cases,
    counts: { tests: cases.length, failures: count('fail', 'doubt'), errors: count('error'), skipped: count('none') },
  }
}

export default junit
