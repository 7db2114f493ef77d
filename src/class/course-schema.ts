import { z } from 'zod'
import { expects } from '../lab/issue-words.ts'
import { printable, timezone } from '../lab/schema.ts'
import { languages, say } from '../words/say.ts'
import { momentOf } from './course-times.ts'

const titleError = expects({
  en: 'a title of one line of at most 200 characters',
  ru: 'название одной строкой не длиннее 200 символов',
})
const title = z.string({ error: titleError }).regex(printable, { error: titleError })
/** What is wrong with a secret is not shown: most of it may be right. */
const secretError = () =>
  say({
    en: 'expected 32 bytes as 64 hexadecimal digits, made by: openssl rand -hex 32',
    ru: 'ожидаются 32 байта: 64 шестнадцатеричные цифры, например из openssl rand -hex 32',
  })
const secret = z.string({ error: secretError }).regex(/^[0-9a-fA-F]{64}$/, { error: secretError })
const file = z.string().min(1).max(1000)

const momentError = expects({
  en: 'a date such as 2026-09-01, or with a time such as 2026-09-01T18:00',
  ru: 'дата вида 2026-09-01 или дата со временем вида 2026-09-01T18:00',
})
const moment = z
  .string({ error: momentError })
  .refine((text) => momentOf(text, 'UTC', 'start') !== undefined, { error: momentError })
const opens = moment.optional().describe('When it opens; a bare date: as the day begins')
const closes = moment.optional().describe('When it closes; a bare date: at the end of that day')

const exercise = z.strictObject({
  id: z.string().describe('The exercise, e.g. 03-switchover'),
  points: z
    .number()
    .min(0)
    .max(10_000)
    .optional()
    .describe('Marks for everything right; without it the points of its tasks'),
  opens,
  closes,
})

/** The shape of a course file. Which labs, exercises and time zones there are is no matter of shape: course-rules.ts. */
export const courseSchema = z.strictObject({
  $schema: z.string().optional().describe('This schema, for the editor'),
  title: title.describe('What the course is called'),
  lab: z.string().describe('The lab of its exercises'),
  language: z.enum(languages).optional().describe('Language of reports'),
  secret: secret
    .optional()
    .describe('What values are drawn from: 32 bytes as hexadecimal digits; keep it as a password'),
  secret_file: file.optional().describe('A file with the secret in it, beside the course file'),
  draws: z
    .enum(['student', 'bundle'])
    .optional()
    .describe('bundle: all draw alike, as the bundle does whose seed is the secret; student: each by their own key'),
  timezone: timezone.optional().describe('Time zone of dates here, e.g. Europe/Moscow; without it that of the lab'),
  opens,
  closes,
  attempts: z.enum(['best', 'last']).optional().describe('Which attempt counts'),
  late: z
    .strictObject({
      percent_per_day: z.number().min(0).max(100).describe('Percent of the points taken off for each day begun'),
      days: z.int().min(1).max(366).describe('Days after which nothing counts any more'),
    })
    .optional()
    .describe('What late work is worth; without it nothing'),
  hint_cost: z.number().min(0).max(100).optional().describe('Percent of an exercise that each hint takes off'),
  exercises: z
    .array(z.union([z.string(), exercise]))
    .min(1)
    .optional()
    .describe('The exercises in order, as names or with what is special about them; without it all of the lab'),
})

export type CourseFile = z.output<typeof courseSchema>

/** The schema of course files as editors read it. */
export function courseJsonSchema(): string {
  // Draft 7 is the newest that the YAML language server understands in full.
  const { $schema, ...rest } = z.toJSONSchema(courseSchema, { target: 'draft-7', io: 'input' })
  const head = { $schema, title: 'pglab course file', description: 'What a class is marked by: see docs/course.md' }
  return `${JSON.stringify({ ...head, ...rest }, null, 2)}\n`
}
