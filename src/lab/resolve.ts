import type { Known } from '../registry.ts'
import type { Lab, Machine, Settings } from './lab.ts'
import { networkOf, usualNetwork } from './network.ts'
import type { LabFile } from './schema.ts'

/** What holds where a lab file says nothing. */
const kit = {
  domain: 'lab.test',
  network: usualNetwork,
  timezone: 'UTC',
  memory: 1024,
  cpus: 1,
  postgresql: 17,
  roles: undefined,
} as const

type Values = Pick<LabFile, 'roles' | 'memory' | 'cpus' | 'postgresql'>

/** A part of the file that may say something about a machine. */
export interface Level {
  path: readonly string[]
  values: Values
}

/** Machine, then group, then lab, as far as there are any; the kit's own values come after them. */
export function levelsOf(file: LabFile, name: string): Level[] {
  const machine = file.machines[name]
  const group = machine?.group
  const shared = group !== undefined && Object.hasOwn(file.groups ?? {}, group) ? file.groups?.[group] : undefined
  return [
    ...(machine ? [{ path: ['machines', name], values: machine }] : []),
    ...(shared ? [{ path: ['groups', String(group)], values: shared }] : []),
    { path: [], values: file },
  ]
}

/** The first level that says something wins. */
export function lookUp<K extends keyof Values>(file: LabFile, machine: string, key: K): Values[K] {
  const found = levelsOf(file, machine).find(({ values }) => values[key] !== undefined)
  return found ? found.values[key] : (kit[key] as Values[K])
}

/** What a level says about a role. */
export const settingsAt = ({ values }: Level, role: string): Settings =>
  ((values as Record<string, unknown>)[role] as Settings | undefined) ?? {}

/** The settings of a role as the given levels have them, key by key from the nearest. */
export const mergeSettings = (levels: readonly Level[], role: string, known: Known): Settings =>
  Object.assign({}, known.roles.get(role)?.defaults, ...levels.map((level) => settingsAt(level, role)).reverse())

/** Roles and what they provide. */
export const offersOf = (roles: readonly string[], known: Known): string[] => [
  ...new Set([...roles, ...roles.flatMap((role) => known.roles.get(role)?.provides ?? [])]),
]

export const hostnameOf = (machine: string): string => machine.replaceAll('_', '-')

/** Fills in every value of a valid lab file. */
export function resolveLab(id: string, file: LabFile, known: Known): Lab {
  return {
    id,
    title: file.title,
    domain: file.domain ?? kit.domain,
    network: networkOf(file.network ?? kit.network),
    timezone: file.timezone ?? kit.timezone,
    forwards: file.forwards ?? [],
    os: file.os,
    machines: Object.keys(file.machines).map((name) => resolveMachine(file, name, known)),
  }
}

function resolveMachine(file: LabFile, name: string, known: Known): Machine {
  const roles = lookUp(file, name, 'roles') ?? []
  const levels = levelsOf(file, name)
  return {
    name,
    hostname: hostnameOf(name),
    address: file.machines[name]?.address ?? '',
    group: file.machines[name]?.group,
    roles,
    offers: offersOf(roles, known),
    memory: lookUp(file, name, 'memory') ?? kit.memory,
    cpus: lookUp(file, name, 'cpus') ?? kit.cpus,
    postgresql: lookUp(file, name, 'postgresql') ?? kit.postgresql,
    settings: Object.fromEntries(roles.map((role) => [role, mergeSettings(levels, role, known)])),
  }
}
