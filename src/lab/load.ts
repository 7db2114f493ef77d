import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { z } from 'zod'
import { wrongUsage } from '../errors.ts'
import type { Known } from '../registry.ts'
import { root } from '../root.ts'
import { nearest } from '../words/nearest.ts'
import { language, say } from '../words/say.ts'
import { contradictions } from './contradictions.ts'
import type { Lab } from './lab.ts'
import { type Finding, readYaml } from './positions.ts'
import { resolveLab } from './resolve.ts'
import { type LabFile, labName, labSchema } from './schema.ts'

/** No lab file that a person writes comes near this; a larger one is a mistake. */
const maxBytes = 1024 * 1024

export const labFolder = join(root, 'labs')

export const labNames = (folder = labFolder): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => basename(file, '.yaml'))
        .sort()
    : []

/** Reads a lab by its name. Throws a usage error that lists everything wrong, each with file:line:column. */
export function loadLab(name: string, known: Known, folder = labFolder): Lab {
  const names = labNames(folder)
  if (!labName.test(name) || !names.includes(name)) {
    const close = nearest(name, names)
    throw wrongUsage(
      {
        en: 'There is no lab "{name}". {close, select, none {} other {Did you mean "{close}"? }}Known labs: {known}.',
        ru: 'Лаборатории «{name}» нет. {close, select, none {} other {Может быть, «{close}»? }}Есть: {known}.',
      },
      { name: name.slice(0, 60), close: close ?? 'none', known: names.join(', ') },
    )
  }
  return readLab(join(folder, `${name}.yaml`), known)
}

/** Reads one lab file. */
export function readLab(file: string, known: Known): Lab {
  const shown = relative(process.cwd(), file) || file
  if (statSync(file).size > maxBytes) {
    throw wrongUsage(
      {
        en: '{file} is larger than 1 MiB; a lab file is a page or two.',
        ru: '{file} больше 1 МиБ; файл лаборатории занимает страницу-две.',
      },
      { file: shown },
    )
  }
  const { lab, findings } = parseLab(basename(file, '.yaml'), readFileSync(file, 'utf8'), known)
  if (lab) return lab
  const lines = findings
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
    .map(({ at, path, message }) => `  ${shown}:${at.line}:${at.column}: ${path ? `${path}: ` : ''}${message}`)
  throw wrongUsage(
    {
      en: '{file} has {n, plural, one {# mistake} other {# mistakes}}; mend and run the command again:',
      ru: 'В файле {file} {n, plural, one {# ошибка} few {# ошибки} many {# ошибок} other {# ошибки}}; исправьте и повторите команду:',
    },
    { file: shown, n: lines.length },
    lines,
  )
}

/** A lab from its text, or everything that is wrong with the text. Never throws for any text. */
export function parseLab(id: string, source: string, known: Known): { lab?: Lab; findings: Finding[] } {
  const yaml = readYaml(source)
  if (yaml.broken.length > 0) return { findings: yaml.broken }
  let value: unknown
  try {
    value = yaml.value()
  } catch (trouble) {
    return { findings: [{ at: { line: 1, column: 1 }, path: '', message: (trouble as Error).message }] }
  }
  const parsed = labSchema(known).safeParse(value, { error: messages() })
  if (!parsed.success) return { findings: parsed.error.issues.flatMap((issue) => explain(issue, yaml, known)) }
  const file = parsed.data as LabFile
  const findings = contradictions(file, known).map(({ path, key, text, params }) => ({
    at: key === undefined ? yaml.locate(path) : yaml.locateKey(path, key),
    path: [...path, ...(key === undefined ? [] : [key])].join('.'),
    message: say(text, params),
  }))
  return findings.length > 0 ? { findings } : { lab: resolveLab(id, file, known), findings }
}

/** zod's own sentences, which exist in both languages. */
const messages = () => z.locales[language()]().localeError

function explain(issue: z.core.$ZodIssue, yaml: ReturnType<typeof readYaml>, known: Known): Finding[] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(issue.path, known)
    return issue.keys.map((key) => {
      const close = nearest(key, allowed)
      return {
        at: yaml.locateKey(issue.path, key),
        path,
        message: say(
          {
            en: 'unknown key "{key}"{close, select, none {} other {, perhaps "{close}"}}; known keys: {allowed}',
            ru: 'неизвестный ключ «{key}»{close, select, none {} other {, может быть, «{close}»}}; допустимые: {allowed}',
          },
          { key: key.slice(0, 60), close: close ?? 'none', allowed: allowed.join(', ') },
        ),
      }
    })
  }
  return [{ at: yaml.locate(issue.path), path, message: issue.message }]
}

/** The keys that may stand at a place of a lab file, read off the schema itself. */
function keysAt(path: readonly PropertyKey[], known: Known): string[] {
  let schema: unknown = labSchema(known)
  for (const step of path) {
    const open = unwrap(schema)
    schema =
      open instanceof z.ZodObject
        ? open.shape[String(step)]
        : open instanceof z.ZodRecord
          ? open.valueType
          : open instanceof z.ZodArray
            ? open.element
            : undefined
  }
  const open = unwrap(schema)
  return open instanceof z.ZodObject ? Object.keys(open.shape) : []
}

const unwrap = (schema: unknown): unknown => (schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema)
