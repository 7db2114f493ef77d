import { createHash } from 'node:crypto'
import { z } from 'zod'

/** A place in a journal of the observer: behind a line, with the digest of that line (provision/observer/journal.py). */
const place = z.object({ offset: z.number().int().min(0), h: z.string().max(64) })

const markSchema = z.object({ events: place, ledger: place })
export type Mark = z.output<typeof markSchema>

/** A mark as `pglab-evidence --mark` printed it; undefined where it is none. */
export function readMark(text: string | null): Mark | undefined {
  try {
    return markSchema.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}

/** The digest stands last in a line, over the digest before it and the line without its own. */
const ending = /,"h":"([0-9a-f]{16})"\}$/

/** Whether lines follow one another from a place on, none changed, taken out or put in. */
export function isChained(lines: readonly string[], { h }: Mark['events']): boolean {
  let last = h
  return lines.every((line) => {
    const found = ending.exec(line)
    if (!found) return false
    const text = `${line.slice(0, found.index)}}`
    last = createHash('sha256')
      .update(last + text)
      .digest('hex')
      .slice(0, 16)
    return last === found[1]
  })
}
