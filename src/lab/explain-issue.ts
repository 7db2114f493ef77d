import { z } from 'zod'
import { say } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { alternatives } from './alternatives.ts'
import type { Finding, Path, Yaml } from './positions.ts'

export const inOrder = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)

/** `machines.pg01.address` */
export const pathWords = (path: Path): string => path.map((step) => shown(String(step)) || '""').join('.')

/** What a schema found wrong, with the place in the text. */
export function explainIssue(issue: z.core.$ZodIssue, yaml: Yaml, schema: z.ZodType): Finding[] {
  const path = issue.path
  const meant = issue.code === 'invalid_union' ? meantBranch(issue) : undefined
  if (meant) return meant.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] }, yaml, schema))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(path, key, yaml, keysAt(path, schema)))
  // A key that is missing has no place of its own: the key it belongs under has one.
  const at = isMissing(yaml.value, path)
    ? yaml.locateKey(path.slice(0, -1))
    : issue.code === 'invalid_key'
      ? yaml.locateKey(path)
      : yaml.locate(path)
  return [{ at, path: pathWords(path), message: issue.message }]
}

/** The one of several forms that was tried: the only one that the value is not altogether foreign to. */
function meantBranch({ errors }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined {
  const near = errors.filter((issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0))
  return near.length === 1 ? near[0] : undefined
}

const isMissing = (value: unknown, path: Path): boolean =>
  path.reduce((inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step], value) === undefined

const unknownKey = (path: Path, key: string, yaml: Yaml, allowed: readonly string[]): Finding => ({
  at: yaml.locateKey([...path, key]),
  path: pathWords(path),
  message: say(
    {
      en: 'unknown key "{word}"{guess, select, yes {, perhaps "{close}"} other {}}; known keys: {names}',
      ru: 'неизвестный ключ «{word}»{guess, select, yes {, возможно, имеется в виду «{close}»} other {}}; допустимые ключи: {names}',
    },
    alternatives(key, allowed),
  ),
})

/** The keys that may stand at a place of a lab file, read off the schema itself. */
function keysAt(path: Path, schema: unknown): string[] {
  const open = unwrap(path.reduce(inside, schema))
  return open instanceof z.ZodObject ? Object.keys(open.shape) : []
}

function inside(schema: unknown, step: PropertyKey): unknown {
  const open = unwrap(schema)
  if (open instanceof z.ZodObject) return open.shape[String(step)]
  if (open instanceof z.ZodRecord) return open.valueType
  return open instanceof z.ZodArray ? open.element : undefined
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrap(schema.unwrap())
  // Keys stand in the one form of a value that has keys.
  return schema instanceof z.ZodUnion ? schema.options.map(unwrap).find((one) => one instanceof z.ZodObject) : schema
}
