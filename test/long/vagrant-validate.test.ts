import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { type Build, compile } from '../../src/compile/compile.ts'
import { secretsFrom } from '../../src/compile/secrets.ts'
import { run } from '../../src/host/run.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { loadLab, readLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'
import { root } from '../../src/root.ts'
import { withoutVagrant as skip, standInEnvironment } from '../providers/vagrant/real-vagrant.ts'

// Ruby starts anew for every command.
t.setTimeout(120_000)

const known = await loadKnown()
const witness = readLab(join(root, 'test/compile/labs/witness.yaml'), known)

const build = (os: string, lab: Lab): Build => compile({ lab, known, os, secrets: secretsFrom('ab'.repeat(32)) })

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** A folder with a lab, and the way to call programs in it. */
function place(t: Test, built: Build) {
  const folder = mkdtempSync(join(tmpdir(), 'pglab-vagrantfile-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  for (const part of ['lab', 'home', 'machines']) mkdirSync(join(folder, part))
  const cwd = join(folder, 'lab')
  const env = {
    ...process.env,
    ...standInEnvironment(join(folder, 'home'), join(folder, 'machines')),
    VAGRANT_DEFAULT_PROVIDER: 'virtualbox',
  }
  write(cwd, 'Vagrantfile', built.vagrantfile)
  for (const { path, script } of built.machines) write(cwd, path, script)
  return { cwd, call: (program: string, ...args: string[]) => run(program, args, { cwd, env }) }
}

for (const os of known.systems.keys()) {
  t.test(os, { skip, timeout: 240_000 }, async (t) => {
    const built = build(os, loadLab('patroni', known))
    const { call } = place(t, built)
    const syntax = await call('ruby', '-wc', 'Vagrantfile')
    t.match(syntax, { code: 0, stdout: 'Syntax OK', stderr: '' }, 'Ruby reads it without a warning')
    const general = await call('vagrant', 'validate', '--ignore-provider')
    t.match(general, { code: 0, stdout: /validated successfully/ }, 'Vagrant accepts it, whatever the provider')
  })
}

t.test('five machines, one with an underscore in its name', { skip, timeout: 280_000 }, async (t) => {
  const built = build('rocky9', witness)
  const { cwd, call } = place(t, built)
  const withVirtualBox = await call('vagrant', 'validate')
  t.match(withVirtualBox, { code: 0, stdout: /validated successfully/ }, 'valid with the settings for VirtualBox')

  const status = await call('vagrant', 'status', '--machine-readable')
  const states = status.stdout.split('\n').flatMap((line) => /^\d+,(.*),state,(.*)$/.exec(line)?.slice(1, 3) ?? [])
  const expected = witness.machines.flatMap(({ name }) => [name, 'not_created'])
  t.same(states, expected, 'its machines are those of the lab, in the order of the lab')

  // As a hostname Vagrant would not have it.
  write(cwd, 'Vagrantfile', built.vagrantfile.replace('hostname: "pg-witness"', 'hostname: "pg_witness"'))
  const underscore = await call('vagrant', 'validate', '--ignore-provider')
  t.match(underscore, { code: 1, stderr: /should only contain letters, numbers/ })
  // A script Vagrant cannot find would stop the first `up` after the box has been fetched.
  write(cwd, 'Vagrantfile', built.vagrantfile.replace('pg02.sh', 'gone.sh'))
  const broken = await call('vagrant', 'validate', '--ignore-provider')
  t.match(broken, { code: 1, stderr: /gone\.sh/ }, 'one whose script is missing it would not accept')
})
