import type { Known } from '../registry.ts'
import type { Lab, Machine, Settings } from './lab.ts'
import type { LabFile } from './schema.ts'

/** What holds where a lab file says nothing. */
const kit = {
  domain: 'lab.test',
  network: '192.168.56.0/24',
  timezone: 'UTC',
  memory: 1024,
  cpus: 1,
  postgresql: 17,
  roles: undefined,
} as const

type Level = Pick<LabFile, 'roles' | 'memory' | 'cpus' | 'postgresql'>

/** Machine, then group, then lab, then kit: the first level that says something wins. */
export function lookUp<K extends keyof Level>(file: LabFile, machine: string, key: K): Level[K] {
  const found = levels(file, machine).find((level) => level[key] !== undefined)
  return found ? found[key] : (kit[key] as Level[K])
}

/** The settings of a role on a machine, key by key from the nearest level. */
export function settingsOf(file: LabFile, machine: string, role: string, known: Known): Settings {
  const given = levels(file, machine).map((level) => (level as Record<string, unknown>)[role] as Settings | undefined)
  return Object.assign({}, known.roles.get(role)?.defaults, ...given.reverse())
}

function levels(file: LabFile, name: string): Level[] {
  const machine = file.machines[name]
  const group = machine?.group === undefined ? undefined : file.groups?.[machine.group]
  return [machine, group, file].filter((level): level is NonNullable<typeof level> => level !== undefined)
}

export const hostnameOf = (machine: string): string => machine.replaceAll('_', '-')

export function network(file: LabFile): Lab['network'] {
  const cidr = file.network ?? kit.network
  return { cidr, prefix: 24, stem: cidr.split('.').slice(0, 3).join('.') }
}

/** Fills in every value of a valid lab file. */
export function resolveLab(id: string, file: LabFile, known: Known): Lab {
  return {
    id,
    title: file.title,
    domain: file.domain ?? kit.domain,
    network: network(file),
    timezone: file.timezone ?? kit.timezone,
    forwards: file.forwards ?? [],
    os: file.os,
    machines: Object.keys(file.machines).map((name) => resolveMachine(file, name, known)),
  }
}

function resolveMachine(file: LabFile, name: string, known: Known): Machine {
  const roles = lookUp(file, name, 'roles') ?? []
  return {
    name,
    hostname: hostnameOf(name),
    address: file.machines[name]?.address ?? '',
    group: file.machines[name]?.group,
    roles,
    memory: lookUp(file, name, 'memory') ?? kit.memory,
    cpus: lookUp(file, name, 'cpus') ?? kit.cpus,
    postgresql: lookUp(file, name, 'postgresql') ?? kit.postgresql,
    settings: Object.fromEntries(roles.map((role) => [role, settingsOf(file, name, role, known)])),
  }
}
