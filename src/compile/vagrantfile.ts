import type { Lab } from '../lab/lab.ts'
import type { Language } from '../words/say.ts'
import { type BoxChoice, boxAddresses, vagrantProviders } from './box.ts'
import type { BuiltMachine } from './compile.ts'
import { render } from './render.ts'
import type { System } from './system.ts'

/**
 * The oldest Vagrant the generated file is tried with: Debian 12's. `require_version` of Vagrant itself refuses others,
 * and the provider `vagrant` says so before it begins.
 */
export const oldestVagrant = '2.3.4'

interface VagrantfileInput {
  lab: Lab
  /** Identifier of the system. */
  os: string
  system: System
  machines: readonly BuiltMachine[]
  /** Students read the file, so its comments and messages are in one language: theirs. */
  language: Language
  box: BoxChoice
}

/** The Vagrantfile of a lab. It needs nothing of pglab. */
export const vagrantfile = ({ lab, os, system, machines, language, box }: VagrantfileInput): string => {
  const addresses = boxAddresses(system.box, box)
  return render('Vagrantfile.njk', {
    lab,
    os,
    system,
    machines,
    oldestVagrant,
    providers: vagrantProviders,
    title: lab.title[language],
    caveat: system.caveat?.[language] ?? '',
    addresses,
    anyAddress: Object.values(addresses).some((urls) => urls.length > 0),
    given: box.urls,
    total: memoryAndCpus(lab),
    first: (lab.machines.find(({ group }) => group) ?? lab.machines[0])?.name,
    say: (en: string, ru: string) => (language === 'ru' ? ru : en),
  })
}

/** What all machines of a lab take together; memory in MiB. */
export const memoryAndCpus = ({ machines }: Pick<Lab, 'machines'>): { memory: number; cpus: number } => ({
  memory: machines.reduce((sum, machine) => sum + machine.memory, 0),
  cpus: machines.reduce((sum, machine) => sum + machine.cpus, 0),
})
