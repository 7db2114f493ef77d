import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from './compile/role.ts'
import type { Refusal, System } from './compile/system.ts'
import { ending, loadProgram, programRoot } from './root.ts'

export type Roles = ReadonlyMap<string, Role>
export type Systems = ReadonlyMap<string, System>
export type Refusals = ReadonlyMap<string, Refusal>

/** Everything that is added to the kit by adding a file: found by folder, never listed by hand. */
export interface Known {
  roles: Roles
  systems: Systems
  /** Systems that are asked for and not offered. */
  refused: Refusals
}

export const loadKnown = async (): Promise<Known> => ({ roles: await loadRoles(), ...(await loadSystems()) })

const loadRoles = async (): Promise<Roles> => {
  const folders = readdirSync(join(programRoot, 'provision')).filter((folder) =>
    existsSync(join(programRoot, 'provision', folder, `role${ending}`)),
  )
  return new Map(
    await Promise.all(
      folders.sort().map(async (name) => [name, (await loadProgram(`provision/${name}/role`)) as Role] as const),
    ),
  )
}

const loadSystems = async (): Promise<{ systems: Systems; refused: Refusals }> => {
  const names = readdirSync(join(programRoot, 'provision/os'))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
  const files = await Promise.all(
    names.sort().map(async (name) => [name, (await loadProgram(`provision/os/${name}`)) as System | Refusal] as const),
  )
  return {
    systems: new Map(files.flatMap(([name, file]) => ('refused' in file ? [] : [[name, file] as const]))),
    refused: new Map(files.flatMap(([name, file]) => ('refused' in file ? [[name, file] as const] : []))),
  }
}
