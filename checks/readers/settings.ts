import { z } from 'zod'
import { parseJson } from '../../src/words/parse-json.ts'
import { shown } from '../../src/words/shown.ts'

/** A value of a parameter as an exercise writes it. */
export const settingValue = z.union([z.string(), z.number(), z.boolean()])
export type SettingValue = z.output<typeof settingValue>

/** A name that may stand in SQL: a parameter of PostgreSQL or of an extension. */
export const settingName = z.string().regex(/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/)

/** One row of pg_settings; `shown` is what SHOW prints. */
const row = z.object({
  setting: z.string().max(10_000),
  unit: z.string().max(10).nullable(),
  shown: z.string().max(10_000).transform(shown),
})
const rows = z.record(z.string(), row)
export type Settings = z.output<typeof rows>

/** SQL that prints the named parameters as one JSON object, by name; unknown ones are left out. */
export const settingsQuery = (names: readonly string[]): string =>
  `select coalesce(jsonb_object_agg(name, jsonb_build_object('setting', setting, 'unit', unit, 'shown', current_setting(name))), '{}') from pg_settings where name in (${names.map((name) => `'${name}'`).join(', ')})`

export const readSettings = (printed: string): Settings | undefined => rows.safeParse(parseJson(printed)).data

/** Bytes and microseconds; source: "Parameter Names and Values" in PostgreSQL's documentation. */
const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  TB: 1024 ** 4,
  us: 1,
  ms: 1000,
  s: 1e6,
  min: 60e6,
  h: 3600e6,
  d: 86_400e6,
}
const words: Readonly<Record<string, string>> = { true: 'on', yes: 'on', false: 'off', no: 'off' }

/**
 * Whether two values of a parameter are the same to PostgreSQL: `48MB` is `6144` in units of 8kB, `true` is `on`.
 * @param unit what a bare number of `found` counts, as pg_settings says; a bare expected number counts the same
 */
export function sameValue(expected: SettingValue, found: SettingValue, unit?: string | null): boolean {
  const [one, other] = [quantity(String(expected), unit), quantity(String(found), unit)]
  return typeof one === 'number' && typeof other === 'number' ? Math.abs(one - other) < 1e-6 : one === other
}

function quantity(text: string, unit: string | null | undefined): number | string {
  const [, number, suffix] = /^\s*([+-]?\d{1,18}(?:\.\d{1,9})?)\s*(B|kB|MB|GB|TB|us|ms|s|min|h|d)?\s*$/.exec(text) ?? []
  if (number === undefined) return words[text.toLowerCase()] ?? text.toLowerCase()
  return Number(number) * (suffix === undefined ? sizeOf(unit) : (units[suffix] ?? 1))
}

/** Some parameters count blocks: `8kB`. */
function sizeOf(unit: string | null | undefined): number {
  const [, count = '', name = ''] = /^(\d*)([a-zA-Z]+)$/.exec(unit ?? '') ?? []
  return Number(count || 1) * (units[name] ?? 1)
}
