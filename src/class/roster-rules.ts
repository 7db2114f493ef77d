import type { Contradiction } from '../lab/contradiction.ts'

type Loose = Record<string, unknown>

const mapOf = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}

/** What each row of a roster allows and the whole does not; of whatever can be made out of the file. */
export function rosterRules(value: unknown): Contradiction[] {
  const { defaults, students } = mapOf(value)
  const rows = (Array.isArray(students) ? students : []).map(mapOf)
  return [...duplicates(rows), ...rows.flatMap((row, index) => wayRules(row, mapOf(defaults), ['students', index]))]
}

/** Ids become names of files, and there are systems on which s01 and S01 are one file. */
function duplicates(rows: readonly Loose[]): Contradiction[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ id }, index) => {
    if (typeof id !== 'string') return []
    const known = id.normalize('NFC').toLowerCase()
    const before = first.get(known)
    if (before === undefined) {
      first.set(known, index)
      return []
    }
    return [{ path: ['students', index, 'id'], text: taken, params: { n: before + 1 } }]
  })
}

const addressKeys = ['host', 'port', 'user', 'key', 'jump'] as const

function wayRules(row: Loose, defaults: Loose, path: readonly PropertyKey[]): Contradiction[] {
  const own = addressKeys.filter((key) => row[key] !== undefined)
  if (row.instance !== undefined) return own.map((key) => ({ path: [...path, key], text: both, params: { key } }))
  const host = row.host ?? defaults.host
  if (host === undefined) return own.map((key) => ({ path: [...path, key], text: nowhere, params: { key } }))
  return (['user', 'key'] as const)
    .filter((key) => (row[key] ?? defaults[key]) === undefined)
    .map((key) => ({ path: [...path, 'host'], text: incomplete, params: { key } }))
}

const taken = {
  en: 'the student in row {n} has this id already',
  ru: 'этот id уже есть у студента в записи {n}',
}
const both = {
  en: '"{key}" beside "instance": a lab is either reached at an address or is an instance on this host',
  ru: '«{key}» рядом с «instance»: лаборатория либо доступна по адресу, либо развёрнута на этом хосте',
}
const nowhere = {
  en: '"{key}" without "host": where is that machine?',
  ru: '«{key}» без «host»: где находится эта машина?',
}
const incomplete = {
  en: 'an address needs "{key}", too',
  ru: 'к адресу нужен ещё «{key}»',
}
