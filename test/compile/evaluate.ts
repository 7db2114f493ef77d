import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../src/root.ts'

/** The Vagrantfile needs a newer Ruby than none; CI must have it. */
export const noRuby =
  spawnSync('ruby', ['--version']).status === 0 || process.env.CI === 'true' ? false : 'ruby is not installed'

/** On what computer, and for what, a Vagrantfile is evaluated. */
export interface Circumstances {
  version: string
  provider: string
  cpu: string
  /** A Mac that translates a Vagrant made for Intel. */
  rosetta: boolean
  /** VAGRANT_HOME: boxes that are there already. */
  home: string
  /** Addresses that do not answer. */
  dead: readonly string[]
  command: string
}

export interface EvaluatedMachine {
  name: string
  hostname: string
  box: string
  box_url?: string
  box_version?: string
  box_architecture?: string
  box_check_update: boolean
  boot_timeout: number
  post_up_message?: string
  networks: { type: string; ip: string }[]
  provisioners: { name: string; path?: string; inline?: string; binary: boolean }[]
  folders: Record<string, { disabled: boolean }>
  settings: Record<string, unknown>
  triggers: { before: string; info: string }[]
}

export interface Evaluated {
  machines: EvaluatedMachine[]
  /** Addresses that were asked whether they answer, in that order. */
  asked: string[]
  parallel: boolean
}

/** Lets real Ruby evaluate a Vagrantfile against a stand-in for Vagrant; throws with Ruby's words where it cannot. */
export function evaluate(folder: string, vagrantfile: string, given: Partial<Circumstances> = {}): Evaluated {
  const file = join(folder, 'Vagrantfile')
  writeFileSync(file, vagrantfile)
  const usual = {
    version: '2.4.9',
    provider: 'virtualbox',
    cpu: 'x86_64',
    rosetta: false,
    home: folder,
    dead: [],
    command: 'up',
  }
  const stub = join(root, 'test/compile/vagrant-stub.rb')
  const { status, stdout, stderr } = spawnSync('ruby', [stub, JSON.stringify({ ...usual, ...given, file })], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Evaluated
}
