import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import type { Build } from '../../../src/compile/compile.ts'
import type { Ran, RunOptions } from '../../../src/host/run.ts'
import type { Instance } from '../../../src/instance/instance.ts'
import { instanceFolder, writeInstance } from '../../../src/instance/store.ts'
import { folderOf, writeBuild } from '../../../src/providers/vagrant/folder.ts'
import { makeVagrant } from '../../../src/providers/vagrant/provider.ts'
import type { Runner } from '../../../src/providers/vagrant/runner.ts'
import { makeTools } from '../../../src/providers/vagrant/tools.ts'
import { root } from '../../../src/root.ts'

const recordings = join(root, 'test/providers/vagrant/recorded')

export const recorded = (name: string): string => readFileSync(join(recordings, `${name}.txt`), 'utf8')

export const said = (stdout: string, code = 0, stderr = ''): Ran => ({ code, stdout, stderr })
export const failed = (stderr: string, code = 1): Ran => said('', code, stderr)

export const machineNames = ['ns', 'pg01', 'pg02', 'pg03'] as const

export const idOf = (machine: string): string => {
  const number = machineNames.indexOf(machine as (typeof machineNames)[number]) + 1
  return `0b7e3c1${number}-5d2a-4f60-9c1e-7a40d9f3e2b${number}`
}

/** What VirtualBox says of one machine. */
export const vmInfo = (change: { state?: string; cable?: 'on' | 'off'; port?: number } = {}): Ran =>
  said(
    recorded('showvminfo')
      .replace('VMState="running"', `VMState="${change.state ?? 'running'}"`)
      .replace('cableconnected2="on"', `cableconnected2="${change.cable ?? 'on'}"`)
      .replace('2200,,22', `${change.port ?? 2200},,22`),
  )

/** An answer to commands that match: the same each time, or one made for the occasion. */
type Rule = readonly [
  command: RegExp | string,
  answer: Ran | ((command: string, options: RunOptions) => Ran | Promise<Ran>),
]

export interface World {
  instance: Instance
  build: Build
  provider: ReturnType<typeof makeVagrant>
  /** Commands in the order in which they were given, programs' paths and the machine-readable switch left out. */
  calls: string[]
  /** The options of each. */
  options: RunOptions[]
  /** Machines whose clocks were set. */
  clocks: string[]
}

/** An instance in a home of its own, and a provider that hears the given answers and nothing else. */
export function makeWorld(
  t: Test,
  rules: readonly Rule[],
  { made = true, below = 'virtualbox', memory = 8192 } = {},
): World {
  process.env.PGLAB_HOME = temporaryFolder(t)
  delete process.env.VAGRANT_DEFAULT_PROVIDER
  const instance = anInstance('patroni')
  const build = aBuild()
  if (made) {
    writeBuild(instance, build)
    for (const machine of machineNames) giveId(instance, machine, idOf(machine), below)
  }
  const calls: string[] = []
  const options: RunOptions[] = []
  const clocks: string[] = []
  const runner: Runner = async (program, args, given = {}) => {
    const command = [program, ...args.filter((word) => word !== '--machine-readable')].join(' ')
    calls.push(command)
    options.push(given)
    const rule = rules.find(([pattern]) => (typeof pattern === 'string' ? pattern === command : pattern.test(command)))
    if (!rule) throw new Error(`nobody answers: ${command}`)
    const answer = typeof rule[1] === 'function' ? await rule[1](command, given) : rule[1]
    for (const line of answer.stdout.split('\n')) if (line) given.onLine?.(line)
    return answer
  }
  const setClock = async ({ machine }: { machine: string }) => void clocks.push(machine)
  const provider = makeVagrant(makeTools(runner, { setClock, now: () => 1_795_209_000_000, memory: () => memory }))
  return { instance, build, provider, calls, options, clocks }
}

/** A folder of this run alone: two runs of a test at once must not share machines. */
export function temporaryFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'pglab-vagrant-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function anInstance(name: string): Instance {
  const instance: Instance = {
    name,
    lab: 'patroni',
    provider: 'vagrant',
    os: 'rocky9',
    created: 1_795_208_000_000,
    folder: instanceFolder(name),
    network: { prefix: 24 },
    machines: machineNames.map((machine, index) => ({
      name: machine,
      hostname: machine,
      address: `192.168.56.${10 + index}`,
    })),
  }
  writeInstance(instance)
  return instance
}

/** As much of a build as the provider looks at. */
export const aBuild = (): Build =>
  ({
    os: 'rocky9',
    lab: {
      id: 'patroni',
      network: { cidr: '192.168.56.0/24' },
      machines: machineNames.map((_, index) => ({ address: `192.168.56.${10 + index}`, memory: 1024, cpus: 1 })),
    },
    vagrantfile: '# a Vagrantfile\n',
    machines: machineNames.map((machine) => ({
      machine: { name: machine },
      path: `machines/${machine}.sh`,
      script: `#!/usr/bin/env bash\n# ${machine}\n`,
    })),
  }) as unknown as Build

/** Notes a machine as Vagrant does when it has made it. */
export function giveId(instance: Instance, machine: string, id: string, provider = 'virtualbox'): void {
  const file = join(folderOf(instance), '.vagrant/machines', machine, provider, 'id')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, id)
}
