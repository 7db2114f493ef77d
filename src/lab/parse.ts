import { z } from 'zod'
import type { Known } from '../registry.ts'
import { say } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { addressRules } from './address-rules.ts'
import { alternatives } from './alternatives.ts'
import { issueWords } from './issue-words.ts'
import type { Lab } from './lab.ts'
import { outlineOf } from './outline.ts'
import { type Finding, type Path, readYaml, type Yaml } from './positions.ts'
import { referenceRules } from './reference-rules.ts'
import { resolveLab } from './resolve.ts'
import { roleRules } from './role-rules.ts'
import { labSchema } from './schema.ts'
import { timezoneRule } from './timezone-rule.ts'

/** A lab from its text, or everything that is wrong with the text in the order of its lines. Never throws. */
export function parseLab(id: string, source: string, known: Known): { lab?: Lab; findings: Finding[] } {
  const yaml = readYaml(source)
  if (yaml.broken.length > 0) return { findings: inOrder(yaml.broken) }
  const schema = labSchema(known)
  const parsed = schema.safeParse(yaml.value, { error: issueWords })
  const issues = parsed.error?.issues.flatMap((issue) => explain(issue, yaml, schema)) ?? []
  const outline = outlineOf(yaml.value)
  const rules = [
    ...referenceRules(outline),
    ...addressRules(outline),
    ...timezoneRule(outline),
    // Roles are looked at only in a file that is otherwise valid, or one wrong name would set off a dozen messages.
    ...(parsed.success ? roleRules(parsed.data, known) : []),
  ]
  const findings = inOrder([
    ...issues,
    ...rules.map(({ path, isKey, text, params }) => ({
      at: isKey ? yaml.locateKey(path) : yaml.locate(path),
      path: pathWords(path),
      message: say(text, params),
    })),
  ])
  if (findings.length > 0 || !parsed.success) return { findings }
  return { lab: resolveLab(id, parsed.data, known), findings }
}

const inOrder = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)

const pathWords = (path: Path): string => path.map((step) => shown(String(step)) || '""').join('.')

function explain(issue: z.core.$ZodIssue, yaml: Yaml, schema: z.ZodType): Finding[] {
  const path = issue.path
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

const unwrap = (schema: unknown): unknown => (schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema)
