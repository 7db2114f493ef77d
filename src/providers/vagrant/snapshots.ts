import type { Instance } from '../../instance/instance.ts'
import type { Snapshot, SnapshotKeeper } from '../provider.ts'
import { allEnded } from './all-ended.ts'
import { thaw } from './faults.ts'
import { type Marks, providerBelow, readJson, readMarks, writeJson, writeMarks } from './folder.ts'
import { type Message, spoken } from './machine-readable.ts'
import { stateOf, stateWords } from './states.ts'
import type { Tools } from './tools.ts'
import { namingDone } from './vagrant.ts'

/** ms. The memory of all machines goes to the disk or comes from it; a snapshot that is deleted is merged. */
const limit = 1_800_000

/** What Vagrant does not keep with a snapshot. */
interface Note {
  created: number
  /** Which scripts the machines had run by then. */
  marks: Partial<Marks>
}

const file = 'snapshots.json'
const readNotes = (instance: Instance): Partial<Record<string, Note>> => readJson<Record<string, Note>>(instance, file)

export const snapshotKeeper = (tools: Tools): SnapshotKeeper => {
  const { vagrant } = tools

  const list = async (instance: Instance): Promise<Snapshot[]> => {
    const notes = Object.entries(readNotes(instance))
    // Vagrant takes two seconds a machine to find out that there is nothing.
    if (notes.length === 0) return []
    const said = await vagrant.tell(instance, ['snapshot', 'list'], { limit })
    const held = instance.machines.map(({ name }) => namesOf(said, name))
    return notes
      .flatMap(([name, note]) => (note && held.every((names) => names.includes(name)) ? [{ name, note }] : []))
      .map(({ name, note }) => ({ name, created: note.created }))
      .sort((a, b) => a.created - b.created)
  }

  return {
    list,

    async save(instance, name, progress) {
      const created = tools.now()
      await whileStill(instance, tools, async () => {
        // By force: what carries the name already is the rest of a snapshot that was broken off.
        const args = ['snapshot', 'save', '--force', name]
        await vagrant.tell(instance, args, { limit, onMessage: namingDone('snapshot_save', progress) })
      })
      writeJson(instance, file, { ...readNotes(instance), [name]: { created, marks: readMarks(instance) } })
    },

    async restore(instance, name, progress) {
      // Machines that start while others still go on from the old state would take it over, and etcd would not bear it.
      if (providerBelow(instance) !== 'virtualbox') await vagrant.tell(instance, ['halt', '--force'], { limit })
      const args = ['snapshot', 'restore', '--no-start', '--no-provision', name]
      await vagrant.tell(instance, args, { limit, onMessage: namingDone('snapshot_restore', progress) })
      writeMarks(instance, readNotes(instance)[name]?.marks ?? {})
    },

    async delete(instance, name) {
      if ((await list(instance)).some((snapshot) => snapshot.name === name)) {
        await vagrant.tell(instance, ['snapshot', 'delete', name], { limit })
      }
      const { [name]: _, ...kept } = readNotes(instance)
      writeJson(instance, file, kept)
    },
  }
}

/**
 * Does something while all machines stand still, so that no machine's snapshot knows of a row or of a vote that
 * another's does not. VirtualBox can pause them; with other providers they are off meanwhile.
 */
async function whileStill(instance: Instance, tools: Tools, work: () => Promise<void>): Promise<void> {
  const words = await stateWords(instance, tools)
  const going = instance.machines.map(({ name }) => name).filter((name) => stateOf(words[name] ?? '') === 'running')
  const [stop, goOn] = providerBelow(instance) === 'virtualbox' ? pausing(instance, tools) : halting(instance, tools)
  const stopped: string[] = []
  try {
    if (going.length > 0) await stop(going, stopped)
    await work()
  } finally {
    if (stopped.length > 0) await goOn(stopped)
  }
}

/** Stops machines, noting each, and lets them go on. */
type StopAndGo = [stop: (names: string[], stopped: string[]) => Promise<void>, goOn: (names: string[]) => Promise<void>]

const pausing = (instance: Instance, tools: Tools): StopAndGo => [
  async (names, stopped) => {
    const pauses = names.map(async (name) => {
      await tools.virtualBox.control(instance, name, 'pause')
      stopped.push(name)
    })
    await allEnded(pauses)
  },
  async (names) => {
    await allEnded(names.map((name) => thaw(instance, name, tools)))
  },
]

const halting = (instance: Instance, { vagrant }: Tools): StopAndGo => [
  async (names, stopped) => {
    stopped.push(...names)
    await vagrant.tell(instance, ['halt', ...names], { limit })
  },
  async (names) => {
    await vagrant.tell(instance, ['up', `--provider=${providerBelow(instance)}`, '--no-provision', ...names], { limit })
  },
]

/** The snapshots of one machine: details without the prefix that Vagrant puts before its own remarks. */
const namesOf = (said: readonly Message[], machine: string): string[] =>
  said
    .filter(({ target, type, data }) => target === machine && type === 'ui' && data[0] === 'detail')
    .filter((message) => spoken(message)[0] === message.data[1])
    .flatMap(({ data }) => data[1] ?? [])
