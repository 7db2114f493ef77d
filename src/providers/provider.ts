import type { Build } from '../compile/compile.ts'
import type { Instance } from '../instance/instance.ts'
import type { SshTarget } from '../ssh/target.ts'

/** What a machine is doing, as far as its provider can tell from outside. */
export const machineStates = ['absent', 'off', 'running', 'frozen', 'isolated'] as const
export type MachineState = (typeof machineStates)[number]

/** Faults done to a whole machine. Faults of one service go over SSH and need no provider. */
export const machineFaults = ['crash', 'freeze', 'thaw', 'isolate', 'heal'] as const
export type MachineFault = (typeof machineFaults)[number]

export interface Snapshot {
  name: string
  /** Milliseconds since 1970. */
  created: number
}

/** Told while something slow goes on; the text is a machine's name or a step, already in words. */
export type Progress = (line: string) => void

/** Makes machines exist. Knows nothing of roles, checks and exercises. */
export interface Provider {
  name: string
  /** The system its machines run unless the lab or the command says otherwise. */
  system: string
  /** Whether the kit itself sends the scripts over SSH; Vagrant runs them by itself at the first `up`. */
  provisionsItself: boolean
  /** Whether a folder holds what this provider makes; asked only where the record of an instance is lost. */
  recognises(folder: string): boolean
  /** Throws with the reason and the way out where this host cannot do it. */
  assertUsable(): Promise<void>
  /** Makes what machines are copied from, once for all labs. */
  prepare(instance: Instance, progress: Progress, signal?: AbortSignal): Promise<void>
  /**
   * Gets every machine running: starts those that are off and gives their names, thaws and reconnects the others.
   * Machines that exist keep what is on them.
   */
  start(instance: Instance, build: Build, progress: Progress): Promise<string[]>
  /** Shuts machines down as their operating system would: the named ones, or all. Told each machine that is off. */
  halt(instance: Instance, machines: readonly string[] | undefined, progress: Progress): Promise<void>
  /** Removes every trace, whatever state the instance is in. */
  destroy(instance: Instance, progress: Progress): Promise<void>
  /** By machine name. */
  states(instance: Instance): Promise<Record<string, MachineState>>
  snapshots: SnapshotKeeper
  fault(instance: Instance, action: MachineFault, machine: string): Promise<void>
  /** How to reach a machine by SSH. */
  target(instance: Instance, machine: string, user: 'root' | 'student'): Promise<SshTarget>
}

export interface SnapshotKeeper {
  /** All machines at the same moment. A running lab goes on afterwards. */
  save(instance: Instance, name: string, progress: Progress): Promise<void>
  /**
   * Puts the machines back; afterwards they are off, and what was on them since is gone.
   * The next start boots them, or lets them go on where the provider has kept their memory too.
   */
  restore(instance: Instance, name: string, progress: Progress): Promise<void>
  list(instance: Instance): Promise<Snapshot[]>
  delete(instance: Instance, name: string): Promise<void>
}
