import { wrongUsage } from '../errors.ts'
import type { Lab, Machine } from '../lab/lab.ts'
import type { Known, Roles } from '../registry.ts'
import type { Language } from '../words/say.ts'
import type { BoxChoice } from './box.ts'
import { render, renderText } from './render.ts'
import type { Place, Probe, Role } from './role.ts'
import type { Secrets } from './secrets.ts'
import { refusalOf, type System } from './system.ts'
import { vagrantfile } from './vagrantfile.ts'

/** What becomes of a lab: text files, and nothing has been touched. */
export interface Build {
  lab: Lab
  /** Identifier of the system, the name of its file in provision/os. */
  os: string
  machines: readonly BuiltMachine[]
  vagrantfile: string
}

export interface BuiltMachine {
  machine: Machine
  /** Path inside the build, e.g. `machines/pg01.sh`. */
  path: string
  /** The self-contained script that makes the machine what it is. */
  script: string
}

/** Every script of a lab takes at least these, whatever its roles are. */
export interface CompileInput {
  lab: Lab
  os: string
  secrets: Secrets
  known: Known
  /** Language of the Vagrantfile; English where none is chosen. */
  language?: Language
  /** Where boxes come from, where it is not from where the system says. */
  box?: BoxChoice
}

/** Lab, system and secrets in; scripts and Vagrantfile out. Pure: the same input gives the same bytes. */
export function compile(input: CompileInput): Build {
  const { lab, os, language = 'en', box = {} } = input
  const system = systemNamed(os, input.known)
  assertVersions(lab, system)
  const machines = lab.machines.map((machine) => ({
    machine,
    path: `machines/${machine.name}.sh`,
    script: machineScript(machine, input),
  }))
  return { lab, os, machines, vagrantfile: vagrantfile({ lab, os, system, machines, language, box }) }
}

function machineScript(machine: Machine, input: CompileInput): string {
  const place = placeOf(machine, input.lab, systemNamed(input.os, input.known), input.secrets)
  const roles = rolesOf(machine, input.known)
  const values = templateValues(place, input.known)
  return render('machine.sh.njk', {
    ...values,
    sections: roles.map(({ name, role }) => ({
      name,
      summary: role.summary.en,
      text: render(`${name}/section.sh.njk`, { ...values, ...role.values?.(place) }).trim(),
      packages: role.packages[place.system.family](place),
      health: (role.health ?? []).map((probe) => ({
        ...probe,
        run: probeScript(probe, { ...values, ...role.values?.(place) }),
      })),
    })),
  })
}

/** The system of a name, or a usage error with those there are. */
export function systemNamed(os: string, known: Known): System {
  const system = known.systems.get(os)
  if (system) return system
  const refused = refusalOf(os, known.refused)
  if (refused) throw wrongUsage(refused)
  throw wrongUsage(
    {
      en: 'There is no operating system "{os}". Known: {known}.',
      ru: 'Операционной системы «{os}» нет. Есть: {known}.',
    },
    { os: os.slice(0, 60), known: [...known.systems.keys()].join(', ') },
  )
}

function assertVersions(lab: Lab, { title, postgresqlVersions: known }: System): void {
  const odd = lab.machines.find(({ postgresql }) => !known.includes(postgresql))
  if (!odd) return
  throw wrongUsage(
    {
      en: 'The lab "{lab}" wants PostgreSQL {version} on {machine}, and {title} has {known}. Change it in labs/{lab}.yaml, or choose another system with --os.',
      ru: 'Лаборатория «{lab}» просит для {machine} PostgreSQL {version}, а в {title} есть {known}. Поправьте labs/{lab}.yaml или выберите другую систему: --os.',
    },
    { lab: lab.id, version: odd.postgresql, machine: odd.name, title, known: known.join(', ') },
  )
}

/** What a role sees of one machine. */
export const placeOf = (machine: Machine, lab: Lab, system: System, secrets: Secrets): Place => ({
  lab,
  machine,
  system,
  secrets,
  having: (role) => lab.machines.filter(({ offers }) => offers.includes(role)),
})

/** The values that every template may use. */
export function templateValues(place: Place, known: Known) {
  const { lab, machine, system, secrets, having } = place
  return {
    lab,
    machine,
    system,
    os: system.values,
    pg: system.postgresql(machine.postgresql),
    settings: machine.settings,
    has: (role: string) => machine.roles.includes(role),
    having,
    password: secrets.password,
    sshKey: secrets.sshKey,
    labRoles: [...new Set(lab.machines.flatMap(({ roles }) => roles))],
    known: [...known.roles.keys()],
  }
}

export const rolesOf = (machine: Machine, known: Known): { name: string; role: Role }[] =>
  machine.roles.flatMap((name) => {
    const role = known.roles.get(name)
    return role ? [{ name, role }] : []
  })

/** Commands that show what machines run: those of members of a cluster before those of what serves them. */
export function looksOf(machines: readonly Machine[], roles: Roles): string[] {
  const names = [...new Set(machines.flatMap((machine) => machine.roles))]
  return names
    .flatMap((name) => roles.get(name) ?? [])
    .sort((one, other) => Number(isMember(other)) - Number(isMember(one)))
    .flatMap(({ look }) => look ?? [])
}

const isMember = ({ provides }: Role): boolean => provides?.includes('member') === true

const probeScript = (probe: Probe, values: object): string => renderText(probe.run, values).trim()

/** The packages that any lab may want of a system: one image serves them all. */
export function packagesOf(system: System, places: readonly Place[], known: Known): string[] {
  const names = places.flatMap((place) =>
    rolesOf(place.machine, known).flatMap(({ role }) => [...role.packages[system.family](place)]),
  )
  return [...new Set(names)].sort()
}
