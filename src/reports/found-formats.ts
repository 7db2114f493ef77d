import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { wrongUsage } from '../errors.ts'
import { ending, loadProgram, programRoot } from '../root.ts'
import { shown } from '../words/shown.ts'

/** All formats of one kind of report by name: one file each in the folder, named as `--format` names it. */
export async function foundFormats<Format>(folder: string): Promise<ReadonlyMap<string, Format>> {
  const names = readdirSync(join(programRoot, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
  return new Map(
    await Promise.all(
      names.sort().map(async (name) => [name, (await loadProgram(`${folder}/${name}`)) as Format] as const),
    ),
  )
}

/** The named format; throws a usage error that lists the known ones. */
export function formatNamed<Format>(name: string, formats: ReadonlyMap<string, Format>): Format {
  const format = formats.get(name)
  if (format) return format
  throw wrongUsage(
    { en: 'There is no format "{name}". Known: {known}.', ru: 'Формата «{name}» нет. Есть: {known}.' },
    { name: shown(name), known: [...formats.keys()].join(', ') },
  )
}
