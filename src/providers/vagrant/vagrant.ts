import type { Ran } from '../../host/run.ts'
import type { Instance } from '../../instance/instance.ts'
import type { Progress } from '../provider.ts'
import { failure } from './failure.ts'
import { folderOf, providerBelow } from './folder.ts'
import { isDone, type Message, parseLine, parseOutput } from './machine-readable.ts'
import type { Runner } from './runner.ts'

/** ms */
const minute = 60_000

export interface VagrantOptions {
  /** ms */
  limit?: number
  onMessage?: (message: Message) => void
  signal?: AbortSignal
}

/** The program `vagrant`, run in the folder of an instance. */
export class Vagrant {
  readonly #run: Runner

  constructor(run: Runner) {
    this.#run = run
  }

  /** Its version, or nothing where it is not installed. */
  version = (): Promise<Ran | undefined> =>
    this.#run('vagrant', ['--version'], { limit: minute }).catch(() => undefined)

  /** Runs a command that must succeed and gives all it said; `--machine-readable` also keeps Vagrant from asking. */
  async tell(instance: Instance, args: readonly string[], options: VagrantOptions = {}): Promise<Message[]> {
    const ran = await this.attempt(instance, args, options)
    if (ran.code === 0) return parseOutput(ran.stdout)
    throw failure('vagrant', args, ran, options.limit ?? 5 * minute)
  }

  /** The same, for a caller who makes of a failure what it means to them. */
  attempt(instance: Instance, args: readonly string[], { limit, onMessage, signal }: VagrantOptions): Promise<Ran> {
    const onLine = onMessage && ((line: string) => tellMessage(line, onMessage))
    const options = { cwd: folderOf(instance), env: environment(instance), limit: limit ?? 5 * minute, onLine, signal }
    return this.#run('vagrant', [...args, '--machine-readable'], options)
  }

  /** What it prints for programs other than itself, word for word. */
  async print(instance: Instance, args: readonly string[]): Promise<string> {
    const ran = await this.#run('vagrant', args, {
      cwd: folderOf(instance),
      env: environment(instance),
      limit: minute,
    })
    if (ran.code === 0) return ran.stdout
    throw failure('vagrant', args, ran, minute)
  }
}

/** Names each machine as soon as an action on it is done. */
export const namingDone =
  (action: string, progress: Progress) =>
  (message: Message): void => {
    if (isDone(message, action)) progress(message.target)
  }

function tellMessage(line: string, onMessage: (message: Message) => void): void {
  const message = parseLine(line)
  if (message) onMessage(message)
}

/** What a person set for their own Vagrantfiles must not lead Vagrant away from ours. */
function environment(instance: Instance): NodeJS.ProcessEnv {
  const kept = { ...process.env }
  for (const name of ['VAGRANT_CWD', 'VAGRANT_VAGRANTFILE', 'VAGRANT_DOTFILE_PATH']) delete kept[name]
  // Looking for a new version of Vagrant costs a second of every command, and minutes without a network.
  return { ...kept, VAGRANT_DEFAULT_PROVIDER: providerBelow(instance), VAGRANT_CHECKPOINT_DISABLE: '1' }
}
