import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import t from 'tap'
import { type Build, compile } from '../../src/compile/compile.ts'
import { secretsFrom } from '../../src/compile/secrets.ts'
import { run } from '../../src/host/run.ts'
import { loadLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'
import { root } from '../../src/root.ts'

// The judge is Vagrant itself. Without it only a developer may go on; CI must have it.
const installed = await run('vagrant', ['--version']).then(
  ({ code }) => code === 0,
  () => false,
)
// Ruby starts anew for every command.
t.setTimeout(120_000)
const skip = installed || process.env.CI === 'true' ? false : 'vagrant is not installed'

/** Vagrant reads the settings of a provider only where that provider is there. */
const standIn = join(root, 'test/providers/vagrant/stand-in')
chmodSync(join(standIn, 'VBoxManage'), 0o755)

const known = await loadKnown()

function build(os: string): Build {
  return compile({ lab: loadLab('patroni', known), known, os, secrets: secretsFrom('ab'.repeat(32)) })
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

for (const os of ['rocky9', 'debian13']) {
  t.test(os, { skip, timeout: 60_000 }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'pglab-vagrantfile-'))
    t.teardown(() => rmSync(folder, { recursive: true, force: true }))
    for (const part of ['lab', 'home', 'machines']) mkdirSync(join(folder, part))
    const cwd = join(folder, 'lab')
    const env = {
      ...process.env,
      PATH: [standIn, process.env.PATH].join(delimiter),
      STAND_IN: join(folder, 'machines'),
      VAGRANT_HOME: join(folder, 'home'),
      VAGRANT_CHECKPOINT_DISABLE: '1',
      VAGRANT_DEFAULT_PROVIDER: 'virtualbox',
    }
    const built = build(os)
    write(cwd, 'Vagrantfile', built.vagrantfile)
    for (const { path, script } of built.machines) write(cwd, path, script)

    const syntax = await run('ruby', ['-wc', 'Vagrantfile'], { cwd, env })
    t.match(syntax, { code: 0, stdout: 'Syntax OK', stderr: '' }, 'Ruby reads it without a warning')

    const general = await run('vagrant', ['validate', '--ignore-provider'], { cwd, env })
    t.match(general, { code: 0, stdout: /validated successfully/ }, 'Vagrant accepts it, whatever the provider')
    const withVirtualBox = await run('vagrant', ['validate'], { cwd, env })
    t.match(withVirtualBox, { code: 0, stdout: /validated successfully/ }, 'and with the settings for VirtualBox')

    const status = await run('vagrant', ['status', '--machine-readable'], { cwd, env })
    const states = status.stdout.split('\n').flatMap((line) => /^\d+,(.*),state,(.*)$/.exec(line)?.slice(1, 3) ?? [])
    const expected = built.machines.flatMap(({ machine }) => [machine.name, 'not_created'])
    t.same(states, expected, 'its machines are those of the lab, in the order of the lab')

    // A script Vagrant cannot find would stop the first `up` after the box has been fetched.
    write(cwd, 'Vagrantfile', readFileSync(join(cwd, 'Vagrantfile'), 'utf8').replace('pg02.sh', 'gone.sh'))
    const broken = await run('vagrant', ['validate', '--ignore-provider'], { cwd, env })
    t.match(broken, { code: 1, stderr: /gone\.sh/ }, 'one whose script is missing it would not accept')
  })
}
