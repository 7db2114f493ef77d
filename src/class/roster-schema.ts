import { z } from 'zod'
import { studentId } from '../course/ticket.ts'
import { expects } from '../lab/issue-words.ts'
import { labName } from '../lab/names.ts'
import type { Text } from '../words/say.ts'

/** A row more than any class has is a mistake, or a list of something else. */
export const mostStudents = 10_000

const formed = (pattern: RegExp, what: Text) => {
  const error = expects(what)
  return z.string({ error }).regex(pattern, { error })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const printable = /^[^\u0000-\u001f\u007f-\u009f]{1,200}$/
/** YAML reads 007 as the number 7 and 1e3 as 1000; whoever writes quotes gets what they wrote. */
const line = formed(printable, {
  en: 'one line of at most 200 characters (a number in quotes)',
  ru: 'одна строка не длиннее 200 символов (число – в кавычках)',
})
const idError = expects({
  en: 'an id such as s01: letters, digits and . _ @ + - with a letter or digit first (a number in quotes)',
  ru: 'id вида s01: буквы, цифры и . _ @ + -, первой буква или цифра (число – в кавычках)',
})
const id = z
  .string({ error: idError })
  .refine((text) => studentId.test(text), { error: idError })
  // Not every editor knows letters beyond ASCII by their class.
  .meta({ pattern: '^[^\\s/:]{1,100}$' })
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const email = formed(/^[^\s@\u0000-\u001f\u007f-\u009f]{1,100}@[^\s@\u0000-\u001f\u007f-\u009f]{1,150}$/, {
  en: 'an e-mail address such as s01@example.org',
  ru: 'адрес почты, например s01@example.org',
})
const host = formed(/^(?!-)[A-Za-z0-9.:_-]{1,253}$/, {
  en: 'a host name or an address such as 192.0.2.7',
  ru: 'имя хоста или адрес, например 192.0.2.7',
})
const userName = /[A-Za-z_][A-Za-z0-9._-]{0,31}/
const user = formed(new RegExp(`^${userName.source}$`), {
  en: 'a user name such as student',
  ru: 'имя пользователя, например student',
})
const portError = expects({ en: 'a port from 1 to 65535', ru: 'порт от 1 до 65535' })
const port = z.int({ error: portError }).min(1, { error: portError }).max(65535, { error: portError })
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const key = formed(/^[^\u0000-\u001f\u007f-\u009f]{1,1000}$/, {
  en: 'the path of a file with a private key',
  ru: 'путь к файлу с закрытым ключом',
})
/** `user@host:port`; the port may be missing. */
export const jumpForm = new RegExp(`^(${userName.source})@((?!-)[A-Za-z0-9._-]{1,253})(?::(\\d{1,5}))?$`)
const jump = formed(jumpForm, {
  en: 'user@host:port of the machine in between',
  ru: 'user@host:port промежуточной машины',
})
const instance = formed(labName, {
  en: 'the name of an instance on this host, such as group-a',
  ru: 'имя экземпляра на этом хосте, например group-a',
})

const address = {
  host: host.optional().describe('Where the first machine of the lab answers SSH'),
  port: port.optional().describe('Its port; without it 22'),
  user: user.optional().describe('Who logs in there: root, or a user who may sudo without a password'),
  key: key.optional().describe('File with the private key, seen from the folder of the roster; ~ is your home'),
  jump: jump.optional().describe('user@host:port of a machine in between, entered with the same key'),
}

const student = z
  .object({
    id: id.describe('By this the student is known in results and draws'),
    name: line.describe('As a report shows it'),
    email: email.optional().describe('By this a grade book may know the student'),
    group: line.optional().describe('Reports can be made of one group'),
    instance: instance.optional().describe('Instead of an address: the name of an instance on this host'),
    ...address,
  })
  .catchall(
    z.union([z.string(), z.number(), z.boolean(), z.null()], {
      error: expects({ en: 'text', ru: 'строка' }),
    }),
  )

/** The shape of a roster; what its values must be to each other is a matter of roster-rules.ts. */
export const rosterSchema = z.strictObject({
  $schema: z.string().optional().describe('This schema, for the editor'),
  defaults: z
    .strictObject({ group: line.optional().describe('Group of the students'), ...address })
    .optional()
    .describe('Values of students who say nothing else'),
  students: z.array(student).min(1).max(mostStudents).describe('The students; keys that are not known are kept'),
})

export type RosterFile = z.output<typeof rosterSchema>
export type Row = RosterFile['students'][number]

/** The schema of rosters as editors read it. */
export function rosterJsonSchema(): string {
  // Draft 7 is the newest that the YAML language server understands in full.
  const { $schema, ...rest } = z.toJSONSchema(rosterSchema, { target: 'draft-7', io: 'input' })
  const head = { $schema, title: 'pglab roster', description: 'Who is in a class: see docs/grading.md' }
  return `${JSON.stringify({ ...head, ...rest }, null, 2)}\n`
}
