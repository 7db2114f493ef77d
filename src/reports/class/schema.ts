import { z } from 'zod'
import { verdicts } from '../../grading/result.ts'
import { states } from './mark-state.ts'

const moment = z.iso.datetime().describe('ISO 8601, UTC')
const count = z.int().min(0)
const points = z.number().min(0)

const task = z
  .strictObject({
    id: z.string(),
    verdict: z.enum(verdicts),
    points,
    max: points,
    message: z.string().describe('One sentence in the language of the report'),
    expected: z.string().nullable(),
    found: z.string().nullable(),
    machine: z.string().nullable(),
    evidence: z.array(z.string()),
    ms: z.number().min(0).describe('From the first question to the verdict'),
  })
  .describe('As in `check --json`')

const attempt = z.strictObject({
  at: moment,
  started: moment.nullable().describe('Null where nobody noted it'),
  source: z.enum(['live', 'submission']),
  basis: z.enum(['now', 'evidence']).describe('What held at that moment; or also what recorder and ledger prove'),
  tasks: z.array(task),
})

const mark = z.strictObject({
  exercise: z.string(),
  state: z.enum(states).describe('none: not tried; error: could not be judged; doubt: judged, to be looked into'),
  verdict: z.enum(verdicts).nullable().describe('Of the attempt that counts; null where there is none'),
  points: points.describe('After the rules of the course'),
  max: points,
  attempts: count,
  hints: count,
  late: count.describe('Days begun after the closing date'),
  stale: count.describe('Results that do not count because the exercise has changed since'),
  trouble: z.string().nullable().describe('Key of the reason where the grader had trouble'),
  reason: z.string().nullable().describe('Why it could not be judged or is in doubt, in the language of the report'),
  stuck: z.strictObject({ tasks: z.array(z.string()), since: moment }).nullable(),
  attempt: attempt.nullable().describe('The attempt that counts once it is passed, else the newest'),
})

/** What `report --format json` prints; published as schemas/class-report.schema.json. */
export const classReportSchema = z.strictObject({
  class: z.string(),
  at: moment,
  course: z.strictObject({
    title: z.string(),
    lab: z.string(),
    exercises: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        points,
        opens: moment.nullable(),
        closes: moment.nullable(),
      }),
    ),
  }),
  damaged: count.describe('Lines of the results that could not be read'),
  students: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      group: z.string(),
      points,
      max: points,
      passed: count.describe('Exercises passed'),
      marks: z.array(mark).describe('In the order of the course'),
    }),
  ),
})

/** The same as JSON Schema. */
export function classReportJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(classReportSchema, { target: 'draft-7' })
  const head = {
    $schema,
    title: 'pglab class report',
    description: 'What `report --format json` prints: see docs/reports.md',
  }
  return `${JSON.stringify({ ...head, ...rest }, null, 2)}\n`
}
