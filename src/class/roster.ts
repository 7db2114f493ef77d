import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { wrongUsage } from '../errors.ts'
import { explainIssue, inOrder, pathWords } from '../lab/explain-issue.ts'
import { issueWords } from '../lab/issue-words.ts'
import { mistakesIn } from '../lab/mistakes.ts'
import { type Finding, readYaml } from '../lab/positions.ts'
import { say, type Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import type { Roster, Student, Way } from './model.ts'
import { readCsv } from './roster-csv.ts'
import { rosterRules } from './roster-rules.ts'
import { type RosterFile, type Row, rosterSchema } from './roster-schema.ts'
import { decoded, type Encoding } from './roster-text.ts'

/** Ten thousand students with long rows stay below this. */
const maxBytes = 8 * 1024 * 1024
/** Nobody mends more in one go. */
const mostFindings = 100

/**
 * Reads a roster, YAML or (by its ending) CSV. Throws a usage error that lists everything wrong with file:line:column.
 * @param warn told what a person should know of a roster that is right
 */
export function loadRoster(file: string, warn: (sentence: string) => void = console.error): Roster {
  const place = relative(process.cwd(), file) || file
  const { text, encoding } = readRoster(file, place)
  const isCsv = extname(file).toLowerCase() === '.csv'
  const { roster, findings } = parseRoster(text, isCsv)
  if (!roster) throw mistakesIn(place, atMost(findings))
  if (encoding === 'windows-1251') warn(say(readAs1251, { file: shown(place) }))
  const name = classNamed(file)
  const folder = dirname(resolve(file))
  return { name, file, students: roster.students.map((row) => studentFrom(row, roster.defaults ?? {}, folder)) }
}

function readRoster(file: string, place: string): { text: string; encoding: Encoding } {
  const named = { file: shown(place) }
  if (!existsSync(file) || !statSync(file).isFile()) throw wrongUsage(missing, named)
  if (statSync(file).size > maxBytes) throw wrongUsage(tooLarge, named)
  const read = decoded(readFileSync(file))
  if (read) return read
  throw wrongUsage(unknownEncoding, named)
}

/** A roster from its text, or everything that is wrong with it in the order of its lines. */
export function parseRoster(text: string, isCsv: boolean): { roster?: RosterFile; findings: Finding[] } {
  const source = isCsv ? readCsv(text) : readYaml(text)
  if (source.value === undefined) return { findings: inOrder(source.broken) }
  const parsed = rosterSchema.safeParse(source.value, { error: issueWords })
  const findings = [
    ...source.broken,
    ...(parsed.error?.issues.flatMap((issue) => explainIssue(issue, source, rosterSchema)) ?? []),
    ...rosterRules(source.value).map(({ path, text: words, params }) => ({
      at: source.locate(path),
      path: pathWords(path),
      message: say(words, params),
    })),
  ]
  if (findings.length === 0 && parsed.success) return { roster: parsed.data, findings }
  return { findings: inOrder(isCsv ? findings.map(byColumn) : findings) }
}

/** Rows of a table have lines and no numbers: of `students.3.port` the column is what a person needs. */
const byColumn = (finding: Finding): Finding => ({ ...finding, path: finding.path.replace(/^students(\.\d+)?\.?/, '') })

const atMost = (findings: readonly Finding[]): Finding[] => findings.slice(0, mostFindings)

const knownKeys = new Set(['id', 'name', 'email', 'group', 'host', 'port', 'user', 'key', 'jump', 'instance'])

function studentFrom(row: Row, defaults: NonNullable<RosterFile['defaults']>, folder: string): Student {
  return {
    id: row.id.normalize('NFC'),
    name: row.name,
    email: row.email ?? '',
    group: row.group ?? defaults.group ?? '',
    way: wayFrom(row, defaults, folder),
    extra: Object.fromEntries(
      Object.entries(row).flatMap(([key, value]) =>
        knownKeys.has(key) || value === null || value === undefined ? [] : [[key, String(value)]],
      ),
    ),
  }
}

function wayFrom(row: Row, defaults: NonNullable<RosterFile['defaults']>, folder: string): Way | undefined {
  if (row.instance !== undefined) return { instance: row.instance }
  const { host, port = 22, user, key, jump } = { ...defaults, ...row }
  if (host === undefined || user === undefined || key === undefined) return undefined
  return { host, port, user, key: fileNamed(key, folder), jump }
}

const fileNamed = (path: string, folder: string): string =>
  /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : resolve(folder, path)

/** The name becomes a folder in which the results are kept. */
function classNamed(file: string): string {
  const name = basename(file, extname(file)).normalize('NFC')
  if (/^[\p{L}\p{N}]([\p{L}\p{N} ._-]{0,58}[\p{L}\p{N}_-])?$/u.test(name)) return name
  throw wrongUsage(badName, { file: shown(basename(file)) })
}

const missing: Text = { en: 'There is no roster {file}.', ru: 'Списка группы {file} нет.' }
const tooLarge: Text = {
  en: '{file} is larger than 8 MiB; a roster has at most 10000 students.',
  ru: '{file} больше 8 МиБ; в списке группы может быть не больше 10000 студентов.',
}
const unknownEncoding: Text = {
  en: '{file} is neither UTF-8 nor UTF-16 nor Russian text in Windows-1251. Save it as UTF-8: in Excel "CSV UTF-8".',
  ru: '{file} не в UTF-8, не в UTF-16 и не похож на русский текст в Windows-1251. Сохраните его в UTF-8: в Excel это «CSV UTF-8».',
}
const readAs1251: Text = {
  en: '{file} was read as Windows-1251. Look whether the names are right, and save it as UTF-8 to be sure.',
  ru: '{file} прочитан как Windows-1251. Проверьте, верны ли имена; надёжнее сохранить его в UTF-8.',
}
const badName: Text = {
  en: 'The name of the roster becomes the name of the class, and "{file}" cannot be one: use up to 60 letters, digits, spaces and . _ -, a letter or digit first.',
  ru: 'По имени файла называется группа, а «{file}» для этого не годится: до 60 букв, цифр, пробелов и знаков . _ -, первой буква или цифра.',
}
