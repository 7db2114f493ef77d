import { z } from 'zod'
import { language, say, type Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { alternatives } from './alternatives.ts'

type Issue = z.core.$ZodRawIssue

/**
 * For a field of a schema: says in any case of trouble what should stand there, e.g. "an IPv4 address".
 * Where a field has none of these, the sentence is made from the kind of value that the schema names.
 */
export const expects =
  (what: Text) =>
  ({ input }: Issue): string =>
    expected(say(what), input)

/** What is wrong with a value, in the language of the person. */
export function issueWords(issue: Issue): string {
  const { input } = issue
  switch (issue.code) {
    case 'invalid_type':
      return expected(kind(isInt(issue) ? 'int' : issue.expected), input)
    case 'invalid_value':
      return unknownValue(issue.values.map(String), issue.path, input)
    case 'too_small':
      return say(typeof input === 'number' ? tooSmall : tooShort, {
        limit: Number(issue.minimum),
        found: Number(input),
      })
    case 'too_big':
      return say(typeof input === 'number' ? tooBig : tooLong, { limit: Number(issue.maximum), found: Number(input) })
    case 'invalid_format':
      return expected(say(form, { pattern: String(issue.pattern ?? issue.format) }), input)
    case 'invalid_key':
      return issue.issues[0]?.message ?? zodWords(issue)
    case 'invalid_union':
      return expected(anyOf(issue.errors.flat()), input)
    default:
      return zodWords(issue)
  }
}

/** A field for whole numbers complains of a text as any field for numbers does. */
const isInt = ({ inst }: Issue): boolean =>
  /int/.test((inst?._zod.def as { format?: string } | undefined)?.format ?? '')

/** zod's own words, for what no lab file and no role has made use of so far. */
function zodWords(issue: Issue): string {
  const words = z.locales[language()]().localeError(issue)
  return (typeof words === 'string' ? words : words?.message) ?? String(issue.code)
}

const expected = (what: string, input: unknown): string =>
  input === undefined
    ? say({ en: 'missing; expected {what}', ru: 'отсутствует; ожидается {what}' }, { what })
    : say(
        { en: 'expected {what}, found {found}', ru: 'ожидается {what}, а здесь {found}' },
        { what, found: found(input) },
      )

const map: Text = { en: 'keys with values', ru: 'словарь «ключ: значение»' }
const list: Text = { en: 'a list', ru: 'список' }
const kinds: Partial<Record<string, Text>> = {
  string: { en: 'text', ru: 'строка' },
  number: { en: 'a number', ru: 'число' },
  int: { en: 'a whole number', ru: 'целое число' },
  boolean: { en: 'true/false', ru: 'true/false' },
  array: list,
  object: map,
  record: map,
}
const kind = (name: string): string => say(kinds[name] ?? { en: name, ru: name })

/** One of several kinds of values, e.g. "text, a number or a list". */
const anyOf = (branches: readonly z.core.$ZodIssue[]): string => {
  const names = branches.map((issue) => (issue.code === 'invalid_type' ? kind(issue.expected) : issue.message))
  return either(new Set(names))
}

const either = (names: Iterable<string>): string =>
  new Intl.ListFormat(language(), { type: 'disjunction' }).format(names)

function found(input: unknown): string {
  if (input === null) return say({ en: 'nothing', ru: 'пусто' })
  if (input === '') return say({ en: 'an empty text', ru: 'пустая строка' })
  if (typeof input === 'string') return say({ en: 'the text "{text}"', ru: 'строка «{text}»' }, { text: shown(input) })
  if (typeof input === 'number') return say({ en: 'the number {input}', ru: 'число {input}' }, { input: String(input) })
  if (typeof input === 'boolean') return String(input)
  return say(Array.isArray(input) ? list : map)
}

/** A word that is none of the known ones. */
function unknownValue(known: string[], path: readonly PropertyKey[] | undefined, input: unknown): string {
  if (typeof input !== 'string') return expected(either(known), input)
  const key = String(path?.findLast((step) => typeof step === 'string'))
  return say(unknownWords, { key, ...alternatives(input, known) })
}

const unknownWords: Text = {
  en: '{key, select, roles {there is no role "{word}"} os {there is no operating system "{word}"} other {"{word}" is not allowed}}{guess, select, yes {, perhaps "{close}"} other {}}; known: {names}',
  ru: '{key, select, roles {роли «{word}» нет} os {операционной системы «{word}» нет} other {значение «{word}» недопустимо}}{guess, select, yes {, возможно, имеется в виду «{close}»} other {}}; есть: {names}',
}
const tooSmall: Text = {
  en: 'must be at least {limit}, found {found}',
  ru: 'должно быть не меньше {limit}, а задано {found}',
}
const tooBig: Text = {
  en: 'must be at most {limit}, found {found}',
  ru: 'должно быть не больше {limit}, а задано {found}',
}
const tooShort: Text = {
  en: '{limit, plural, one {must not be empty} other {must be at least # long}}',
  ru: '{limit, plural, =1 {пустое значение недопустимо} other {длина должна быть не меньше #}}',
}
const tooLong: Text = { en: 'must be at most {limit} long', ru: 'длина должна быть не больше {limit}' }
const form: Text = { en: 'text of the form {pattern}', ru: 'строка вида {pattern}' }
