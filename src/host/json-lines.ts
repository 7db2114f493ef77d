import { appendFileSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { parseJson } from '../words/parse-json.ts'

/** Everything in a file of JSON lines that can be read; lines that cannot are counted and left where they are. */
export function readLines<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): { entries: z.output<Schema>[]; damaged: number } {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  const entries = lines.flatMap((line) => {
    const read = schema.safeParse(parseJson(line))
    return read.success ? [read.data] : []
  })
  return { entries, damaged: lines.length - entries.length }
}

/** Adds a line. A line is written at once and whole, so two programs at a time do not mix theirs. */
export function appendLine(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // Half a line that a full disk or a power cut left behind must not spoil this one.
  const torn = existsSync(file) && !endsWhole(file)
  appendFileSync(file, `${torn ? '\n' : ''}${JSON.stringify(value)}\n`, { mode: 0o600 })
}

function endsWhole(file: string): boolean {
  const open = openSync(file, 'r')
  try {
    const { size } = fstatSync(open)
    const last = Buffer.alloc(1)
    return size === 0 || (readSync(open, last, 0, 1, size - 1) === 1 && last.toString() === '\n')
  } finally {
    closeSync(open)
  }
}
