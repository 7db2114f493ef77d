import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ran, type RunOptions, run } from '../../../src/host/run.ts'
import { waitUntil } from '../../../src/host/wait-until.ts'
import { note } from './log.ts'

const script = join(import.meta.dirname, 'room.sh')

export interface RoomOptions extends RunOptions {
  /** The room's own network has no way out; packages come over the host's. */
  network?: 'room' | 'host'
}

/**
 * Namespaces with a libvirt of their own; what room.sh says of them holds however this process ends. The emulators
 * are told to step back (nice 5), so that the host stays usable.
 */
export class Room {
  /** All that is written for the rehearsal lies here, and vanishes with the room. */
  readonly folder = mkdtempSync(join(tmpdir(), 'pglab-room-'))
  readonly #keeper: ChildProcess
  readonly #ended: Promise<unknown>

  constructor() {
    const options = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
    this.#keeper = spawn('nice', ['-n', '5', 'unshare', ...options, script, this.folder], {
      // A session of its own: Ctrl-C at the terminal ends us, and our end of the pipe is what ends the room.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    this.#keeper.stderr?.setEncoding('utf8').on('data', note)
    this.#ended = once(this.#keeper, 'close')
  }

  /** Waits until libvirt answers. */
  async ready(): Promise<void> {
    const answers = await waitUntil({
      within: 60_000,
      every: 300,
      probe: async () => (await this.run('virsh', ['list'], { limit: 20_000 })).code === 0 || undefined,
    })
    if (!answers) throw new Error(`libvirt does not answer in the room; see ${this.folder}/log/libvirtd.log`)
  }

  /** Runs a program in the room. */
  run(program: string, args: readonly string[], { network = 'room', cwd, ...options }: RoomOptions = {}): Promise<Ran> {
    const { pid } = this.#keeper
    const into = ['--target', `${pid}`, '--mount', `--pid=/proc/${pid}/ns/pid_for_children`]
    const net = network === 'room' ? ['nsenter', `--net=${this.folder}/net`] : []
    const words = [...into, `--wd=${cwd ?? this.folder}`, ...net, 'nice', '-n', '5', program, ...args]
    return run('nsenter', words, options)
  }

  /** Ends everything in the room; afterwards nothing of it is left. */
  async close(): Promise<void> {
    this.#keeper.stdin?.end()
    await this.#ended
    rmSync(this.folder, { recursive: true, force: true })
  }
}
