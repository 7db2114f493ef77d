import { explainIssue, inOrder, pathWords } from '../lab/explain-issue.ts'
import { issueWords } from '../lab/issue-words.ts'
import { type Finding, readYaml } from '../lab/positions.ts'
import { say } from '../words/say.ts'
import { type Catalogue, courseRules, type Offered } from './course-rules.ts'
import { type CourseFile, courseSchema } from './course-schema.ts'
import { type Edge, momentOf } from './course-times.ts'
import type { Course, CourseExercise } from './model.ts'

/** A course whose secret may still lie in a file of its own. */
export interface ParsedCourse {
  course: Course
  /** Path of that file as the course file says it. */
  secretFile: string | undefined
}

/** A course from its text, or everything that is wrong with the text in the order of its lines. Never throws. */
export function parseCourse(source: string, catalogue: Catalogue): { parsed?: ParsedCourse; findings: Finding[] } {
  const yaml = readYaml(source)
  if (yaml.broken.length > 0) return { findings: inOrder(yaml.broken) }
  const shape = courseSchema.safeParse(yaml.value, { error: issueWords })
  const findings = inOrder([
    ...(shape.error?.issues.flatMap((issue) => explainIssue(issue, yaml, courseSchema)) ?? []),
    ...courseRules(yaml.value, catalogue).map(({ path, isKey, text, params }) => ({
      at: isKey ? yaml.locateKey(path) : yaml.locate(path),
      path: pathWords(path),
      message: say(text, params),
    })),
  ])
  if (findings.length > 0 || !shape.success) return { findings }
  return { parsed: courseFrom(shape.data, catalogue.open(shape.data.lab)), findings }
}

function courseFrom(file: CourseFile, offered: Offered): ParsedCourse {
  const zone = file.timezone ?? offered.timezone
  const moment = (text: string | undefined, edge: Edge) =>
    text === undefined ? null : (momentOf(text, zone, edge) ?? null)
  const exercises = (file.exercises ?? [...offered.exercises.keys()]).map((item): CourseExercise => {
    const own = typeof item === 'string' ? { id: item } : item
    return {
      id: own.id,
      points: own.points ?? offered.exercises.get(own.id) ?? 0,
      opens: moment(own.opens ?? file.opens, 'start'),
      closes: moment(own.closes ?? file.closes, 'end'),
    }
  })
  return {
    secretFile: file.secret_file,
    course: {
      title: file.title,
      lab: file.lab,
      language: file.language,
      secret: file.secret?.toLowerCase(),
      draws: file.draws ?? 'student',
      attempts: file.attempts ?? 'best',
      late: file.late && { perDay: file.late.percent_per_day, days: file.late.days },
      hintCost: file.hint_cost ?? 0,
      exercises,
    },
  }
}
