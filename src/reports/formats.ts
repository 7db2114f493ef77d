import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ending, loadProgram, programRoot } from '../root.ts'
import type { Format } from './format.ts'

/** All formats of reports by name: found by folder. */
export async function loadFormats(): Promise<ReadonlyMap<string, Format>> {
  const names = readdirSync(join(programRoot, 'src/reports/formats'))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
  return new Map(
    await Promise.all(
      names.sort().map(async (name) => [name, (await loadProgram(`src/reports/formats/${name}`)) as Format] as const),
    ),
  )
}
