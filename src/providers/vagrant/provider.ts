import { removeInstance } from '../../instance/store.ts'
import type { Provider } from '../provider.ts'
import { fault } from './faults.ts'
import { isMade } from './folder.ts'
import { Going } from './going.ts'
import { snapshotKeeper } from './snapshots.ts'
import { sshTarget } from './ssh-target.ts'
import { start } from './start.ts'
import { readStates, stateOf, stateWords } from './states.ts'
import { makeTools, type Tools } from './tools.ts'
import { assertUsable } from './usable.ts'
import { namingDone } from './vagrant.ts'

/** ms; for all machines together. Each has a minute to shut down before its power is cut. */
const haltLimit = 1_800_000

/** Virtual machines, made by Vagrant: of VirtualBox first, of any other provider of Vagrant as far as it goes. */
export function makeVagrant(tools: Tools = makeTools()): Provider {
  const { vagrant } = tools
  const going = new Going()

  return {
    name: 'vagrant',
    system: 'rocky9',
    provisionsItself: true,

    recognises: (folder) => isMade({ folder }),

    assertUsable: () => assertUsable(tools),

    // Vagrant fetches the box by itself when it makes the first machine of it.
    prepare: async () => {},

    start: (instance, build, progress) =>
      going.track(instance.folder, (signal) => start(instance, build, progress, tools, signal)),

    async halt(instance, machines, progress) {
      await going.end(instance.folder)
      const words = await stateWords(instance, tools)
      const names = instance.machines
        .map(({ name }) => name)
        .filter((name) => machines?.includes(name) ?? true)
        .filter((name) => ['running', 'frozen'].includes(stateOf(words[name] ?? '')))
      if (names.length === 0) return
      await vagrant.tell(instance, ['halt', ...names], { limit: haltLimit, onMessage: namingDone('halt', progress) })
    },

    async destroy(instance, progress) {
      await going.end(instance.folder)
      // Only Vagrant knows which machines are its own; without it they would stay behind, and nobody would know whose.
      if (isMade(instance)) {
        await vagrant.tell(instance, ['destroy', '--force'], {
          limit: haltLimit,
          onMessage: namingDone('destroy', progress),
        })
      }
      removeInstance(instance.name)
    },

    states: (instance) => readStates(instance, tools),

    snapshots: snapshotKeeper(tools),

    fault: (instance, action, machine) => fault(instance, action, machine, tools),

    target: (instance, machine, user) => sshTarget(instance, machine, user, tools),
  }
}

export default makeVagrant()
