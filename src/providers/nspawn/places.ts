import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { home } from '../../instance/home.ts'
import type { Instance, InstanceMachine } from '../../instance/instance.ts'

/**
 * The instance's name on this host, for namespaces and control groups, which all homes share.
 * Homes other than the usual one (tests, a second teacher) get a mark of their own.
 */
export const scopeOf = (instance: Instance): string => scoped(instance.name)

export const scoped = (name: string): string =>
  home() === '/var/lib/pglab' ? name : `${name}-${createHash('sha256').update(home()).digest('hex').slice(0, 6)}`

/** Where one machine keeps what. */
export function placesOf(instance: Instance, machine: InstanceMachine) {
  const folder = join(instance.folder, 'machines', machine.name)
  return {
    folder,
    /** What the machine has written since the topmost layer below it. */
    upper: join(folder, 'upper'),
    work: join(folder, 'work'),
    /** Where the disk is put together; mounted only in the machine's own mount namespace. */
    root: join(folder, 'root'),
    console: join(folder, 'console.log'),
    /** There while the machine shuts down. */
    halting: join(folder, 'halting'),
    /** Short, because the path of a Unix socket may have no more than 107 characters. */
    ssh: join('/run/pglab', scopeOf(instance), machine.hostname),
  }
}

export const layersFolder = (instance: Instance): string => join(instance.folder, 'layers')

/** On hosts that still run both versions of control groups, the second lies one folder deeper. */
export const cgroupRoot = (): string =>
  existsSync('/sys/fs/cgroup/unified/cgroup.procs') ? '/sys/fs/cgroup/unified' : '/sys/fs/cgroup'

export const instanceCgroup = (instance: Instance): string => join(cgroupRoot(), 'pglab', scopeOf(instance))
export const machineCgroup = (instance: Instance, machine: InstanceMachine): string =>
  join(instanceCgroup(instance), machine.hostname)

/** The namespace with the switch of the instance, and those with one machine each; no name may hold a dot. */
export const switchNamespace = (instance: Instance): string => `pglab.${scopeOf(instance)}`
export const machineNamespace = (instance: Instance, machine: InstanceMachine): string =>
  `${switchNamespace(instance)}.${machine.hostname}`
