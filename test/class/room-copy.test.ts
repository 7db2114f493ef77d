import { chmodSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { copyPattern } from '../../src/class/room/copy.ts'
import { digestOf, exchanged, keyExchange, noting } from '../../src/class/room/difference.ts'
import { compile } from '../../src/compile/compile.ts'
import { secretsFrom } from '../../src/compile/secrets.ts'
import type { Instance } from '../../src/instance/instance.ts'
import { passwordSeed, secretsOf } from '../../src/instance/secrets.ts'
import { loadLab } from '../../src/lab/load.ts'
import { layersOf, listSnapshots } from '../../src/providers/nspawn/layers.ts'
import { loadKnown } from '../../src/registry.ts'

const known = await loadKnown()
const lab = loadLab('patroni', known)
const patternSeed = '11'.repeat(32)
const scriptsOf = (secrets: ReturnType<typeof secretsFrom>) => compile({ lab, known, os: 'debian13', secrets }).machines

t.test('exchanging the keys in a script of the pattern gives the script of the copy, byte for byte', async (t) => {
  const pattern = noting(secretsFrom(patternSeed))
  const own = secretsFrom('22'.repeat(32))
  const copy = { sshKey: own.sshKey, password: pattern.secrets.password }
  const old = scriptsOf(pattern.secrets)
  const fresh = scriptsOf(copy)
  const exchange = keyExchange([...pattern.keys], secretsFrom(patternSeed), copy)
  for (const [index, { machine, script }] of old.entries()) {
    t.not(script, fresh[index]?.script, `${machine.name} has keys of its own`)
    t.equal(exchanged(script, exchange), fresh[index]?.script, machine.name)
  }
})

t.test('a copy differs from the pattern in its keys, and in nothing else', async (t) => {
  const folder = t.testdir()
  const [base, image] = [join(folder, 'base'), join(folder, 'image')]
  const pattern = noting(secretsFrom(patternSeed))
  const scripts = new Map(scriptsOf(pattern.secrets).map(({ machine, script }) => [machine.name, script]))
  const old = pattern.secrets.sshKey('pglab')
  const put = (path: string, text: string, mode = 0o644) => {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text, { mode })
    chmodSync(path, mode)
  }
  for (const [machine, script] of scripts) {
    const disk = join(base, machine)
    put(join(disk, 'usr/local/lib/pglab/machine.sh'), script, 0o700)
    put(join(disk, 'var/lib/pglab/provisioned'), `${digestOf(script)}\n`)
    put(join(disk, 'root/.ssh/authorized_keys'), `${old.publicKey}\n`, 0o600)
    put(join(disk, 'home/student/.ssh/authorized_keys'), `${old.publicKey}\n`, 0o600)
    put(join(disk, 'etc/hostname'), `${machine}\n`)
    put(join(disk, 'etc/machine-id'), `${'a'.repeat(32)}\n`, 0o444)
    // Databases are not looked into, and a link leads nowhere.
    put(join(disk, 'var/lib/postgresql/17/main/base'), old.publicKey)
    symlinkSync('/etc/shadow', join(disk, 'etc/link'))
    chmodSync(join(disk, 'root/.ssh'), 0o700)
  }
  mkdirSync(image)
  const instance: Instance = {
    name: 'db25-s01',
    lab: lab.id,
    provider: 'nspawn',
    os: 'debian13',
    created: 0,
    folder: join(folder, 'instance'),
    network: { prefix: 24 },
    machines: lab.machines.map(({ name, hostname, address }) => ({ name, hostname, address })),
  }
  copyPattern({ base, image, keys: [...pattern.keys], digest: '', seed: patternSeed }, instance)

  const secrets = secretsOf(instance)
  t.equal(secrets.password('postgres/superuser'), secretsFrom(patternSeed).password('postgres/superuser'))
  t.not(secrets.sshKey('pglab').publicKey, old.publicKey)
  t.equal(lstatSync(passwordSeed(instance)).mode & 0o777, 0o600)
  t.strictSame(
    listSnapshots(instance).map(({ name }) => name),
    ['fresh'],
  )
  const wanted = new Map(scriptsOf(secrets).map(({ machine, script }) => [machine.name, script]))
  for (const { name } of lab.machines) {
    const [own = '', below] = layersOf(instance, name)
    t.equal(below, join(base, name), 'the pattern lies below')
    const read = (path: string) => readFileSync(join(own, path), 'utf8')
    const script = wanted.get(name) ?? ''
    t.equal(read('usr/local/lib/pglab/machine.sh'), script, 'the script that up would send')
    t.equal(read('var/lib/pglab/provisioned'), `${digestOf(script)}\n`, 'which therefore need not run')
    t.equal(read('root/.ssh/authorized_keys'), `${secrets.sshKey('pglab').publicKey}\n`)
    t.equal(lstatSync(join(own, 'root/.ssh')).mode & 0o777, 0o700, 'folders are those of the pattern')
    t.equal(lstatSync(join(own, 'usr/local/lib/pglab/machine.sh')).mode & 0o777, 0o700)
    t.match(read('etc/machine-id'), /^[0-9a-f]{32}\n$/)
    for (const same of ['etc/hostname', 'etc/link', 'var/lib/postgresql'])
      t.throws(() => lstatSync(join(own, same)), { code: 'ENOENT' }, `${same} is not copied`)
  }
  const [ns = '', pg01 = ''] = lab.machines.map(({ name }) => layersOf(instance, name)[0] ?? '')
  const key = join('home/student/.ssh/id_ed25519')
  t.equal(readFileSync(join(ns, key), 'utf8'), secrets.sshKey('pglab').privateKey, 'ns leads on')
  t.equal(lstatSync(join(ns, key)).mode & 0o777, 0o600)
  t.throws(() => lstatSync(join(pg01, key)), { code: 'ENOENT' })
})
