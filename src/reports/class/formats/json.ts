import type { z } from 'zod'
import type { CourseExercise, Graded, Student } from '../../../class/model.ts'
import { jsonResult } from '../../json-result.ts'
import type { ClassFormat, ClassReport } from '../format.ts'
import { attemptShown, markOf, stateOf, sumOf } from '../mark-state.ts'
import { safeJson } from '../safe-json.ts'
import type { classReportSchema } from '../schema.ts'
import { reasonOf, titleOf } from '../words.ts'

type Json = z.infer<typeof classReportSchema>

const json: ClassFormat = {
  summary: { en: 'one JSON value with everything', ru: 'одно значение JSON со всеми данными' },
  render: (report) => safeJson(jsonReport(report)),
}

const jsonReport = (report: ClassReport): Json => {
  const { name, at, course, students, damaged } = report.book
  return {
    class: name,
    at: iso(at),
    course: {
      title: course.title,
      lab: course.lab,
      exercises: course.exercises.map(({ id, points, opens, closes }) => ({
        id,
        title: titleOf(report, id),
        points,
        opens: isoOrNull(opens),
        closes: isoOrNull(closes),
      })),
    },
    damaged,
    students: students.map((student) => ({
      id: student.id,
      name: student.name,
      email: student.email,
      group: student.group,
      points: sumOf(report.book, student).points,
      max: sumOf(report.book, student).max,
      passed: sumOf(report.book, student).passed,
      marks: course.exercises.map((exercise) => jsonMark(student, exercise, report)),
    })),
  }
}

function jsonMark(
  student: Student,
  { id, points }: CourseExercise,
  report: ClassReport,
): Json['students'][0]['marks'][0] {
  const mark = markOf(report.book, student, id)
  const attempt = attemptShown(mark)
  const reason = reasonOf(mark, report) ?? null
  return {
    exercise: id,
    state: stateOf(mark),
    verdict: mark?.verdict ?? null,
    points: mark?.points ?? 0,
    max: mark?.max ?? points,
    attempts: mark?.attempts ?? 0,
    hints: mark?.hints ?? 0,
    late: mark?.late ?? 0,
    stale: mark?.stale ?? 0,
    trouble: reason === null ? null : (mark?.last?.trouble?.word ?? null),
    reason,
    stuck: mark?.stuck ? { tasks: [...mark.stuck.tasks], since: iso(mark.stuck.since) } : null,
    attempt: attempt ? jsonAttempt(attempt, report) : null,
  }
}

const jsonAttempt = ({ at, started, source, basis, result }: Graded, { kinds }: ClassReport) => ({
  at: iso(at),
  started: isoOrNull(started),
  source,
  basis,
  tasks: result ? jsonResult(result, kinds).tasks.map((task) => ({ ...task, evidence: [...task.evidence] })) : [],
})

const iso = (at: number): string => new Date(at).toISOString()
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at))

export default json
