import type { CourseExercise, Student } from '../../../class/model.ts'
import { say } from '../../../words/say.ts'
import { csvOf } from '../csv.ts'
import type { ClassFormat, ClassReport } from '../format.ts'
import { attemptShown, markOf, stateOf, stateWords } from '../mark-state.ts'
import { reasonOf, titleOf } from '../words.ts'

const columns = [
  ...['student', 'name', 'email', 'group', 'exercise', 'title', 'state', 'verdict', 'points', 'max'],
  ...['attempts', 'hints', 'days_late', 'graded', 'open_tasks', 'open_since', 'reason'],
]

/** One row for each student and exercise, for a spreadsheet or a program; columns have names in no language. */
const csv: ClassFormat = {
  summary: {
    en: 'CSV, a row for each student and exercise',
    ru: 'CSV, строка на каждого студента и упражнение',
  },
  render(report) {
    const { course, students } = report.book
    const extra = [...new Set(students.flatMap(({ extra }) => Object.keys(extra)))]
    return csvOf([
      [...columns, ...extra.map((name) => (columns.includes(name) ? `roster_${name}` : name))],
      ...students.flatMap((student) =>
        course.exercises.map((exercise) => [
          ...row(student, exercise, report),
          ...extra.map((name) => student.extra[name] ?? ''),
        ]),
      ),
    ])
  },
}

function row(student: Student, { id, points }: CourseExercise, report: ClassReport): (string | number)[] {
  const mark = markOf(report.book, student, id)
  const at = attemptShown(mark)?.at
  return [
    ...[student.id, student.name, student.email, student.group],
    ...[id, titleOf(report, id), say(stateWords[stateOf(mark)].word), mark?.verdict ?? ''],
    ...[mark?.counted ? mark.points : '', mark?.max ?? points, mark?.attempts ?? 0, mark?.hints ?? 0, mark?.late ?? 0],
    at === undefined ? '' : new Date(at).toISOString(),
    mark?.stuck?.tasks.join(' ') ?? '',
    mark?.stuck ? new Date(mark.stuck.since).toISOString() : '',
    reasonOf(mark, report) ?? '',
  ]
}

export default csv
