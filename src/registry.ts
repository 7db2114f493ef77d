import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from './compile/role.ts'
import type { System } from './compile/system.ts'
import { ending, loadProgram, programRoot } from './root.ts'

export type Roles = ReadonlyMap<string, Role>
export type Systems = ReadonlyMap<string, System>

/** Everything that is added to the kit by adding a file: found by folder, never listed by hand. */
export interface Known {
  roles: Roles
  systems: Systems
}

export const loadKnown = async (): Promise<Known> => ({ roles: await loadRoles(), systems: await loadSystems() })

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

const loadSystems = async (): Promise<Systems> => {
  const names = readdirSync(join(programRoot, 'provision/os'))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
  return new Map(
    await Promise.all(
      names.sort().map(async (name) => [name, (await loadProgram(`provision/os/${name}`)) as System] as const),
    ),
  )
}
