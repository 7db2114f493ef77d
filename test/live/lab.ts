import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Status } from '../../src/cluster/status.ts'
import { systemNamed } from '../../src/compile/compile.ts'
import { run } from '../../src/host/run.ts'
import { waitUntil } from '../../src/host/wait-until.ts'
import { loadKnown } from '../../src/registry.ts'
import { root } from '../../src/root.ts'

/** Live tests drive the product as a person would: by its command line, in the built form that people run. */
const cli = `${root}/dist/src/cli.js`

export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

const environment = { ...process.env, CI: 'true', LANG: 'C.UTF-8', NO_COLOR: '1', XDG_CONFIG_HOME: '/nonexistent' }

/** The system whose scripts run. A rehearsal names another one, and with PGLAB_IMAGE what its machines stand on. */
const os = process.env.PGLAB_TEST_OS ?? 'debian13'

/** Where Patroni's settings lie on that system. */
export const patroniConfig = (systemNamed(os, await loadKnown()).values as { patroni: { config: string } }).patroni
  .config

/** Only `up` has to be told the system. */
export const wordsOf = ([command = '', ...rest]: readonly string[]): string[] =>
  command === 'up' ? [command, '--os', os, ...rest] : [command, ...rest]

export const pglab = (...args: string[]): Promise<Outcome> =>
  run(process.execPath, [cli, ...wordsOf(args)], { limit: 300_000, env: environment })

/** One instance of a lab, by name. */
export class Lab {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }

  /** A command of the kit for this instance; options go before a `--`. */
  pglab(...args: string[]): Promise<Outcome> {
    const end = args.indexOf('--')
    const at = end < 0 ? args.length : end
    return pglab(...args.slice(0, at), '--name', this.name, ...args.slice(at))
  }

  exec(machine: string, ...command: string[]): Promise<Outcome> {
    return pglab('exec', '--name', this.name, machine, '--', ...command)
  }

  async status(): Promise<Status> {
    const { stdout, stderr, code } = await this.pglab('status', '--json')
    if (code !== 0) throw new Error(stderr)
    return JSON.parse(stdout) as Status
  }

  /** Waits until the picture is as wanted; gives the last one seen either way. Limit in s. */
  async until(wanted: (status: Status) => boolean, within = 90): Promise<Status> {
    let last = await this.status()
    await waitUntil({
      within: within * 1000,
      // Every look is a whole CLI; more of them would take the processors from the lab that is waited for.
      every: 1000,
      probe: async () => {
        last = await this.status()
        return wanted(last) || undefined
      },
    })
    return last
  }

  async leader(): Promise<string> {
    return (await this.until(({ cluster }) => cluster?.leader != null)).cluster?.leader ?? ''
  }

  destroy(): Promise<Outcome> {
    return this.pglab('destroy', '--yes')
  }
}

/** All members stream from one leader on one timeline. */
export const isWhole = ({ cluster }: Status): boolean =>
  cluster !== null &&
  cluster.leader !== null &&
  cluster.members.length === 3 &&
  cluster.members.every(
    ({ state, timeline }) => (state === 'streaming' || state === 'running') && timeline === cluster.timeline,
  ) &&
  cluster.members.filter(({ state }) => state === 'streaming').length === 2

/** Everything on the host that bears the name of an instance: namespaces, control groups, mounts, processes, files. */
export function traces(name: string): string[] {
  const list = (folder: string): string[] =>
    existsSync(folder) ? readdirSync(folder).map((entry) => `${folder}/${entry}`) : []
  const cgroups = ['/sys/fs/cgroup/pglab', '/sys/fs/cgroup/unified/pglab']
  const processes = readdirSync('/proc')
    .filter((id) => /^\d+$/.test(id))
    .flatMap((id) => {
      try {
        return [`/proc/${id} ${readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')}`]
      } catch {
        return []
      }
    })
    .filter((line) => line.includes('systemd-nspawn') || line.includes('/instances/'))
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
  return [
    ...list('/run/netns'),
    ...list('/run/pglab'),
    ...list('/var/lib/pglab/instances'),
    ...cgroups.flatMap(list),
    ...processes,
    ...mounts,
  ].filter((line) => new RegExp(`[./ ]${name}(?![a-z0-9-])`).test(line))
}
