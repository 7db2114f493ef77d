import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from '../../../src/root.ts'

// Where Vagrant itself is the judge. Without it only a developer may go on; CI must have it.
const installed = spawnSync('vagrant', ['--version']).status === 0

/** Why a test that needs Vagrant is left out; false where it is not. */
export const withoutVagrant = installed || process.env.CI === 'true' ? false : 'vagrant is not installed'

/**
 * The environment of a Vagrant that takes a stand-in for VirtualBox: it reads the settings of a provider, and takes
 * boxes in, only where that provider is there.
 * @param home where Vagrant keeps what is its own
 * @param machines where the stand-in keeps its machines
 */
export function standInEnvironment(home: string, machines: string): Record<string, string> {
  const standIn = join(root, 'test/providers/vagrant/stand-in')
  chmodSync(join(standIn, 'VBoxManage'), 0o755)
  return {
    PATH: [standIn, process.env.PATH].join(delimiter),
    STAND_IN: machines,
    VAGRANT_HOME: home,
    VAGRANT_CHECKPOINT_DISABLE: '1',
  }
}
