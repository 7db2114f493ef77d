import { existsSync } from 'node:fs'
import { win32 } from 'node:path'
import { cannot } from '../../errors.ts'
import type { Ran } from '../../host/run.ts'
import type { Instance } from '../../instance/instance.ts'
import { failure, lines } from './failure.ts'
import { machineId } from './folder.ts'
import type { Runner } from './runner.ts'
import { type WayIn, wayIn } from './ssh-config.ts'

/** Vagrant puts its NAT on adapter 1, over which SSH comes in, and the private network on the next one. */
const labAdapter = 2

/** ms. These commands are quick; loading a saved state from a slow disk is the longest of them. */
const limit = 300_000

/** What VirtualBox knows of one machine. */
export interface VmInfo {
  state: string
  /** Whether the cable of the lab network is plugged in. */
  cable: boolean
  ssh: WayIn | undefined
}

/** Reads `VBoxManage showvminfo --machinereadable`. */
export function parseVmInfo(text: string): VmInfo | undefined {
  const state = /^VMState="([a-z-]+)"\r?$/m.exec(text)?.[1]
  if (state === undefined) return undefined
  const forward = /^Forwarding\(\d+\)="ssh,tcp,([^,"\n]*),(\d+),[^,"\n]*,22"\r?$/m.exec(text)
  return {
    state,
    cable: !new RegExp(`^cableconnected${labAdapter}="off"\\r?$`, 'm').test(text),
    // An empty address stands for all of the host's.
    ssh: forward ? wayIn(forward[1] || '127.0.0.1', forward[2]) : undefined,
  }
}

/** The machines of VirtualBox, by the names the lab gives them. */
export class VirtualBox {
  readonly #run: Runner

  constructor(run: Runner) {
    this.#run = run
  }

  /** Its version, or nothing where it is not installed. */
  version = (): Promise<Ran | undefined> =>
    this.#run(vboxManage(), ['--version'], { limit: 30_000 }).catch(() => undefined)

  async info(instance: Instance, machine: string): Promise<VmInfo> {
    const said = await this.#must(['showvminfo', idOf(instance, machine), '--machinereadable'])
    const info = parseVmInfo(said)
    if (info) return info
    throw cannot(
      {
        en: 'VirtualBox does not say what state {machine} is in. Its answer ends with:',
        ru: 'VirtualBox не сообщает, в каком состоянии машина {machine}. Конец его ответа:',
      },
      { machine },
      lines(said, 5),
    )
  }

  /** Does something to a machine that runs, e.g. `pause`. */
  control = (instance: Instance, machine: string, ...action: string[]): Promise<string> =>
    this.#must(['controlvm', idOf(instance, machine), ...action])

  plug = (instance: Instance, machine: string, cable: 'on' | 'off'): Promise<string> =>
    this.control(instance, machine, `setlinkstate${labAdapter}`, cable)

  start = (instance: Instance, machine: string): Promise<string> =>
    this.#must(['startvm', idOf(instance, machine), '--type', 'headless'])

  /** Identifiers of all machines that run on this host, whoever made them. */
  async running(): Promise<string[]> {
    const said = await this.#must(['list', 'runningvms'])
    return [...said.matchAll(/\{([0-9a-f-]{36})\}\r?$/gm)].flatMap(([, id]) => id ?? [])
  }

  async #must(args: readonly string[]): Promise<string> {
    const ran = await this.#run(vboxManage(), args, { limit })
    if (ran.code === 0) return ran.stdout
    throw failure('VBoxManage', args, ran, limit)
  }
}

function idOf(instance: Instance, machine: string): string {
  const found = machineId(instance, machine)
  if (found?.provider === 'virtualbox' && /^[0-9a-f-]{36}$/.test(found.id)) return found.id
  throw cannot(
    {
      en: 'VirtualBox has no machine {machine} of the instance "{name}". Make it with: ./pglab up --name {name}',
      ru: 'В VirtualBox нет машины {machine} экземпляра «{name}». Создать её: ./pglab up --name {name}',
    },
    { machine, name: instance.name },
  )
}

/** On Windows the installer puts it beside the PATH and says where. */
export function vboxManage(platform = process.platform, env = process.env, exists = existsSync): string {
  const folder = platform === 'win32' ? (env.VBOX_MSI_INSTALL_PATH ?? env.VBOX_INSTALL_PATH) : undefined
  const program = folder ? win32.join(folder, 'VBoxManage.exe') : ''
  return program && exists(program) ? program : 'VBoxManage'
}
