import { cannot } from '../../errors.ts'
import type { Instance } from '../../instance/instance.ts'
import type { MachineState } from '../provider.ts'
import { lines } from './failure.ts'
import { isMade, machineId } from './folder.ts'
import type { Message } from './machine-readable.ts'
import type { Tools } from './tools.ts'

/** Vagrant's word for a machine that was never made; every provider below it uses the same. */
const absent = 'not_created'

/** The words of the providers below for a machine whose processors run; each has a few of its own. */
const running = ['running', 'starting', 'restoring', 'onlinesnapshotting', 'livesnapshotting', 'deletingsnapshotlive']

/** Processors stand still, memory is kept. */
const frozen = ['paused']

/** VirtualBox's words for a machine whose memory lies on the disk: it goes on from there and does not boot. */
const asleep = ['saved', 'aborted-saved']

export const isAsleep = (word: string | undefined): boolean => asleep.includes(word ?? '')

/** What the provider below says of every machine, in its own word. */
export async function stateWords(instance: Instance, { vagrant }: Tools): Promise<Record<string, string>> {
  if (!isMade(instance)) return Object.fromEntries(instance.machines.map(({ name }) => [name, absent]))
  const said = await vagrant.tell(instance, ['status'])
  return Object.fromEntries(instance.machines.map(({ name }) => [name, wordFor(name, said)]))
}

/** By machine name. */
export async function readStates(instance: Instance, tools: Tools): Promise<Record<string, MachineState>> {
  const words = await stateWords(instance, tools)
  const states = Object.entries(words).map(async ([name, word]) => {
    const state = stateOf(word)
    return [name, state === 'running' && (await isCutOff(instance, name, tools)) ? 'isolated' : state] as const
  })
  return Object.fromEntries(await Promise.all(states))
}

export function stateOf(word: string): MachineState {
  if (word === absent) return 'absent'
  if (frozen.includes(word)) return 'frozen'
  return running.includes(word) ? 'running' : 'off'
}

/** A machine Vagrant says nothing of must not pass for one that is not there: it would be made a second time. */
function wordFor(machine: string, said: readonly Message[]): string {
  const word = said.find(({ target, type }) => target === machine && type === 'state')?.data[0]
  if (word !== undefined && /^[a-z][a-z_-]*$/.test(word)) return word
  throw cannot(
    {
      en: 'Vagrant says nothing of the state of {machine}. The last it said:',
      ru: 'Vagrant ничего не сообщает о состоянии машины {machine}. Последнее, что он сообщил:',
    },
    { machine },
    lines(said.map(({ target, type, data }) => [target, type, ...data].join(' ')).join('\n'), 5),
  )
}

async function isCutOff(instance: Instance, machine: string, { virtualBox }: Tools): Promise<boolean> {
  if (machineId(instance, machine)?.provider !== 'virtualbox') return false
  return !(await virtualBox.info(instance, machine)).cable
}
