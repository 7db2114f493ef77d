import { appendFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** Where the whole of a run can be read; the next run begins it anew. */
export const logFile = join(tmpdir(), 'pglab-vagrant.log')

const began = performance.now()

/** Time since the rehearsal began, as `mm:ss`. */
export function elapsed(): string {
  const seconds = Math.round((performance.now() - began) / 1000)
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}

export function beginLog(): void {
  writeFileSync(logFile, '')
}

/** For the log alone; without what Vagrant paints over again and again. */
export function note(line: string): void {
  const text = stripVTControlCharacters(line).trimEnd()
  if (text !== '' && !text.startsWith('Progress:')) appendFileSync(logFile, `[${elapsed()}] ${text}\n`)
}

/** For the log and for whoever is waiting; the test's own output is TAP, so it goes to the other stream. */
export function tell(line: string): void {
  note(line)
  process.stderr.write(`[${elapsed()}] ${line}\n`)
}
