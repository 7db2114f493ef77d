import { totalmem } from 'node:os'
import { run } from '../../host/run.ts'
import type { SshTarget } from '../../ssh/target.ts'
import { setClock } from './clock.ts'
import type { Runner } from './runner.ts'
import { Vagrant } from './vagrant.ts'
import { VirtualBox } from './virtualbox.ts'

/** Everything by which this provider reaches the world; a test replaces what it wants to watch. */
export interface Tools {
  vagrant: Vagrant
  virtualBox: VirtualBox
  /** Sets the clock of a machine by the host's, where the machine can be reached. */
  setClock(target: SshTarget): Promise<void>
  now(): number
  /** Memory of this computer, MiB. */
  memory(): number
}

export const makeTools = (runner: Runner = run, rest: Partial<Tools> = {}): Tools => ({
  vagrant: new Vagrant(runner),
  virtualBox: new VirtualBox(runner),
  setClock,
  now: Date.now,
  memory: () => Math.floor(totalmem() / 1048576),
  ...rest,
})
