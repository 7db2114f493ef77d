import { z } from 'zod'
import { language } from './say.ts'

const units = { ms: 1, s: 1000, m: 60_000 } as const

/** A length of time as people write it, `500ms`, `30s` or `5m`; read as ms. */
export const duration = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m)$/)
  .transform((text) => Number.parseFloat(text) * units[/(ms|s|m)$/.exec(text)?.[0] as keyof typeof units])

/** A length of time for people: `0.4 s`, `12 s`, `3 min`. */
export function durationWords(ms: number): string {
  const [value, unit] = ms < 120_000 ? ([ms / 1000, 'second'] as const) : ([ms / 60_000, 'minute'] as const)
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}
