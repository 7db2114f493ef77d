const units: Readonly<Record<string, number>> = { '': 1, B: 1, kB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 }

/**
 * A size as Patroni and PostgreSQL write it, in bytes; undefined where Patroni would not understand it: the case of
 * the units counts, and there is neither `M` nor `MiB` (patroni/utils.py, parse_int).
 */
export function bytesOf(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?)\s*([a-zA-Z]*)$/.exec(text.trim())
  const unit = units[match?.[2] ?? '']
  return match && unit !== undefined ? Math.round(Number(match[1]) * unit) : undefined
}
