import { join } from 'node:path'
import type { Build, BuiltMachine } from '../../compile/compile.ts'
import { cannot } from '../../errors.ts'
import type { Instance } from '../../instance/instance.ts'
import type { MachineState, Progress } from '../provider.ts'
import { allEnded } from './all-ended.ts'
import { lines } from './failure.ts'
import { assertFits } from './fits.ts'
import { folderOf, machineId, markOf, providerBelow, readMarks, writeBuild, writeMarks } from './folder.ts'
import { type Message, parseOutput, spoken } from './machine-readable.ts'
import { assertAlone } from './neighbours.ts'
import { sshTarget } from './ssh-target.ts'
import { isAsleep, stateOf, stateWords } from './states.ts'
import type { Tools } from './tools.ts'

/** ms. A box of a gigabyte over a slow line, then four machines one after another. */
const bootLimit = 4 * 3_600_000

/** ms. The same as for containers: nothing takes longer than a machine's packages over a slow line. */
const scriptLimit = 1_800_000

/** Makes and starts what does not run, and has every machine run its script to the end once. */
export async function start(
  instance: Instance,
  build: Build,
  progress: Progress,
  tools: Tools,
  signal: AbortSignal,
): Promise<string[]> {
  assertFits(build.lab, providerBelow(instance), tools.memory())
  await assertAlone(instance, tools)
  writeBuild(instance, build)
  const words = await stateWords(instance, tools)
  const inState = (...states: MachineState[]) =>
    instance.machines.map(({ name }) => name).filter((name) => states.includes(stateOf(words[name] ?? '')))
  const off = inState('absent', 'off')
  const asleep = off.filter((name) => isAsleep(words[name]))
  const awake = await wake(instance, asleep, progress, tools)
  const rest = off.filter((name) => !awake.includes(name))
  if (rest.length > 0) {
    // The scripts come later and all at once: Vagrant would run each before it starts the next machine.
    const args = ['up', `--provider=${providerBelow(instance)}`, '--no-provision', ...rest]
    await tools.vagrant.tell(instance, args, { limit: bootLimit, onMessage: narrate(progress), signal })
  }
  const frozen = inState('frozen')
  const able = build.machines.filter(({ machine }) => !frozen.includes(machine.name))
  await provision(instance, able, progress, tools, signal)
  return off
}

/**
 * Lets machines whose memory lies on the disk go on, all at the same moment: Vagrant wakes them one after another,
 * and a leader that comes a quarter of a minute late finds itself deposed. Gives those that came; what VirtualBox
 * refuses is left to Vagrant, which can also say why.
 */
async function wake(instance: Instance, names: string[], progress: Progress, tools: Tools): Promise<string[]> {
  if (providerBelow(instance) !== 'virtualbox') return []
  const woken = await Promise.all(
    names.map(async (name) => {
      const started = await tools.virtualBox.start(instance, name).then(
        () => true,
        () => false,
      )
      if (!started) return []
      progress(name)
      await tools.setClock(await sshTarget(instance, name, 'root', tools))
      return [name]
    }),
  )
  return woken.flat()
}

/**
 * Runs the scripts that have not yet come to their end, all at once. What Vagrant remembers is no help: it counts a
 * machine as done before its script has begun, so one that failed would never be tried again.
 */
async function provision(
  instance: Instance,
  machines: readonly BuiltMachine[],
  progress: Progress,
  { vagrant }: Tools,
  signal: AbortSignal,
): Promise<void> {
  const scripts = machines
    .filter(({ machine, script }) => readMarks(instance)[machine.name] !== mark(instance, machine.name, script))
    .map(async ({ machine: { name }, path, script }) => {
      const args = ['provision', name]
      const { code, stdout, stderr } = await vagrant.attempt(instance, args, {
        limit: scriptLimit,
        onMessage: narrate(progress),
        signal,
      })
      if (code !== 0) throw stopped(name, join(folderOf(instance), path), stdout, stderr)
      writeMarks(instance, { ...readMarks(instance), [name]: mark(instance, name, script) })
    })
  await allEnded(scripts)
}

const mark = (instance: Instance, name: string, script: string): string => markOf(machineId(instance, name), script)

/** Tells the sections of the scripts as they begin, and the steps of Vagrant before them. */
const narrate =
  (progress: Progress) =>
  (message: Message): void => {
    if (message.target === '' || !['info', 'output', 'detail'].includes(message.data[0] ?? '')) return
    const line = lines(spoken(message)[0] ?? '', 1)[0]?.trim()
    // In Vagrant's tongue details are what a machine prints, and small print.
    if (line?.startsWith('== ')) progress(`${message.target}: ${line.slice(3)}`)
    else if (line && message.data[0] !== 'detail') progress(`${message.target}: ${line}`)
  }

const stopped = (machine: string, script: string, stdout: string, stderr: string) =>
  cannot(
    {
      en: 'The script of {machine} did not come to its end. Read it in {script}; ./pglab up tries again. The last words:',
      ru: 'Скрипт машины {machine} не дошёл до конца. Сам скрипт: {script}; повторить: ./pglab up. Последние слова:',
    },
    { machine, script },
    lines(lastWords(stdout) || stderr),
  )

/** What the machine printed; without Vagrant's own remark that a command failed, where there is anything else. */
function lastWords(stdout: string): string {
  const messages = parseOutput(stdout)
  const printed = messages.filter(({ target, data }) => target !== '' && data[0] === 'detail').flatMap(spoken)
  return (printed.length > 0 ? printed : messages.flatMap(spoken)).join('\n')
}
