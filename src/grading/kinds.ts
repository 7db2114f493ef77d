import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ending, loadProgram, programRoot } from '../root.ts'
import type { CheckKind } from './kind.ts'

export type Kinds = ReadonlyMap<string, CheckKind>

/** All check kinds by `subject/kind`: found by folder, never listed by hand. Files without a kind are their helpers. */
export async function loadKinds(): Promise<Kinds> {
  const folder = join(programRoot, 'checks')
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== 'readers')
        .flatMap(({ name: subject }) =>
          readdirSync(join(folder, subject))
            .filter((file) => file.endsWith(ending))
            .map((file) => `${subject}/${file.slice(0, -ending.length)}`),
        )
    : []
  return new Map(
    await Promise.all(
      names.sort().map(async (name) => [name, (await loadProgram(`checks/${name}`)) as CheckKind] as const),
    ),
  )
}
