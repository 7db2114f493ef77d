import { stringify } from 'yaml'
import { z } from 'zod'
import { aboutOf } from '../grading/about.ts'
import type { CheckKind, Failure } from '../grading/kind.ts'
import type { Kinds } from '../grading/kinds.ts'
import { say, type Text } from '../words/say.ts'
import { template } from '../words/template.ts'

/** The reference of all check kinds as Markdown, in the language that is spoken. */
export const checkReference = (kinds: Kinds): string =>
  [
    `# ${say({ en: 'Check kinds', ru: 'Виды проверок' })}`,
    say({ en: '[По-русски](checks.ru.md)', ru: '[In English](checks.md)' }),
    say({
      en: 'Made from the files in `checks/` by `npm run reference`; change those. An exercise names a kind under `check:` and its parameters under `with:`; how exercises are written is told in [exercises.md](exercises.md).',
      ru: 'Создано из файлов папки `checks/` командой `npm run reference`; правьте их. Упражнение называет вид проверки в `check:`, а её параметры в `with:`; как пишут упражнения, рассказано в [exercises.ru.md](exercises.ru.md).',
    }),
    ...subjects(kinds).flatMap(([subject, names]) => [
      `## ${subject}`,
      ...names.flatMap((name) => section(name, kinds.get(name) as CheckKind)),
    ]),
    '',
  ].join('\n\n')

function subjects(kinds: Kinds): [string, string[]][] {
  const names = [...kinds.keys()].sort()
  return [...new Set(names.map((name) => name.split('/')[0] ?? ''))].map((subject) => [
    subject,
    names.filter((name) => name.startsWith(`${subject}/`)),
  ])
}

function section(name: string, kind: CheckKind): string[] {
  const parameters = Object.entries(kind.parameters.shape as Record<string, z.ZodType>)
  return [
    `### ${name}`,
    say(kind.proves),
    ...(parameters.length > 0
      ? [
          [
            `| ${say({ en: 'Parameter', ru: 'Параметр' })} | ${say({ en: 'Value', ru: 'Значение' })} | ${say({ en: 'Meaning', ru: 'Смысл' })} |`,
            '| --- | --- | --- |',
            ...parameters.map(([key, schema]) => `| \`${key}\` | ${valueWords(schema)} | ${meaning(schema)} |`),
          ].join('\n'),
        ]
      : []),
    `\`\`\`yaml\n${stringify({ check: name, ...(parameters.length > 0 ? { with: kind.example } : {}) }).trimEnd()}\n\`\`\``,
    `${say({ en: 'What it may find', ru: 'Что она может найти' })}:`,
    [`- ${inCells(kind.pass)}`, ...Object.values(kind.failures).map(({ says }: Failure) => `- ${inCells(says)}`)].join(
      '\n',
    ),
  ]
}

/** Sentences keep their braces: they name what will stand there. */
const inCells = (text: Text): string => template(text).replaceAll('|', '\\|').replaceAll('<', '&lt;')

function meaning(schema: z.ZodType): string {
  const text = aboutOf(schema)
  const optional = schema.safeParse(undefined).success
  return `${text ? say(text) : ''}${optional ? say({ en: ' (optional)', ru: ' (необязательно)' }) : ''}`
}

interface Shape {
  type?: string
  enum?: unknown[]
  anyOf?: Shape[]
  items?: Shape
  pattern?: string
}

function valueWords(schema: z.ZodType): string {
  return words(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape)
}

function words({ type, enum: values, anyOf, items, pattern }: Shape): string {
  if (values) return values.map((value) => `\`${value}\``).join(', ')
  if (anyOf) return anyOf.map(words).join(', ')
  if (type === 'array') return `${say({ en: 'list', ru: 'список' })}: ${words(items ?? {})}`
  if (type === 'string' && pattern?.includes('ms|s|m')) return say({ en: 'duration, `10s`', ru: 'длительность, `10s`' })
  const known: Record<string, Text> = {
    string: { en: 'text', ru: 'строка' },
    number: { en: 'number', ru: 'число' },
    integer: { en: 'whole number', ru: 'целое число' },
    boolean: { en: '`true` or `false`', ru: '`true` или `false`' },
    object: { en: 'keys with values', ru: 'словарь' },
  }
  return type && known[type] ? say(known[type]) : say({ en: 'any', ru: 'любое' })
}
