import { stringify } from 'yaml'
import type { CourseExercise, Student } from '../../../class/model.ts'
import { plain } from '../../../words/plain.ts'
import { say } from '../../../words/say.ts'
import { escaped } from '../../tap-words.ts'
import type { ClassFormat, ClassReport } from '../format.ts'
import { markOf, stateOf, stateWords } from '../mark-state.ts'
import { feedbackLines, namedExercise } from '../words.ts'

/** TAP 14, https://testanything.org/tap-version-14-specification.html: a student is a subtest, an exercise a point. */
const tap: ClassFormat = {
  summary: { en: 'TAP version 14, a subtest for each student', ru: 'TAP версии 14, подтест на каждого студента' },
  render(report) {
    const { students } = report.book
    return [
      'TAP version 14',
      ...students.flatMap((student, index) => subtest(student, index + 1, report)),
      `1..${students.length}`,
      '',
    ].join('\n')
  },
}

function subtest(student: Student, number: number, report: ClassReport): string[] {
  const { exercises } = report.book.course
  const name = escaped(`${student.id} ${student.name}`.trimEnd())
  const points = exercises.map((exercise, index) => point(student, exercise, index + 1, report))
  return [
    `# Subtest: ${name}`,
    ...points.flatMap(({ lines }) => lines.map((line) => `    ${line}`)),
    `    1..${exercises.length}`,
    `${points.every(({ ok }) => ok) ? 'ok' : 'not ok'} ${number} - ${name}`,
  ]
}

function point(
  student: Student,
  { id, points }: CourseExercise,
  number: number,
  report: ClassReport,
): { ok: boolean; lines: string[] } {
  const mark = markOf(report.book, student, id)
  const state = stateOf(mark)
  const name = escaped(`${namedExercise(report, id)} (${mark?.points ?? 0}/${mark?.max ?? points})`)
  // Consumers count a skipped point as fine; work that is not there yet must not look failed in a course that runs.
  if (state === 'none')
    return { ok: true, lines: [`ok ${number} - ${name} # SKIP ${escaped(say(stateWords.none.word))}`] }
  const ok = state === 'pass'
  if (ok) return { ok, lines: [`ok ${number} - ${name}`] }
  const block = stringify(
    { verdict: mark?.verdict ?? null, message: feedbackLines(mark, report).map(plain) },
    { lineWidth: 0 },
  )
  return {
    ok,
    lines: [
      `not ok ${number} - ${name}`,
      '  ---',
      ...block
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
      '  ...',
    ],
  }
}

export default tap
