import { existsSync } from 'node:fs'
import type { Instance, InstanceMachine } from '../../instance/instance.ts'
import type { MachineState } from '../provider.ts'
import { isFrozen, isPopulated } from './cgroup.ts'
import { isolated } from './network.ts'
import { machineCgroup, placesOf } from './places.ts'

export const machineOf = (instance: Instance, name: string): InstanceMachine => {
  const machine = instance.machines.find((candidate) => candidate.name === name)
  if (!machine) throw new Error(`no machine ${name}`)
  return machine
}

export const running = (instance: Instance): InstanceMachine[] =>
  instance.machines.filter((machine) => isPopulated(machineCgroup(instance, machine)))

/** What the kernel says of every machine; nothing is remembered, so nothing can be stale. */
export const states = async (instance: Instance): Promise<Record<string, MachineState>> => {
  const cut = await isolated(instance)
  return Object.fromEntries(instance.machines.map((machine) => [machine.name, stateOf(instance, machine, cut)]))
}

const stateOf = (instance: Instance, machine: InstanceMachine, cut: ReadonlySet<string>): MachineState => {
  const cgroup = machineCgroup(instance, machine)
  if (!isPopulated(cgroup)) return existsSync(placesOf(instance, machine).upper) ? 'off' : 'absent'
  if (isFrozen(cgroup)) return 'frozen'
  return cut.has(machine.name) ? 'isolated' : 'running'
}
