import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { ClusterReading } from '../../../src/cluster/reading.ts'
import { systemNamed } from '../../../src/compile/compile.ts'
import { lastLines } from '../../../src/host/run.ts'
import { loadLab } from '../../../src/lab/load.ts'
import { loadKnown } from '../../../src/registry.ts'
import { pglab } from '../../live/lab.ts'
import { makeBox } from './box.ts'
import { beginLog, logFile, tell } from './log.ts'
import { Machines } from './machines.ts'
import { installPrograms } from './programs.ts'
import { Room } from './room.ts'

/*
 * The Vagrantfile of the Patroni lab as students get it, run by a real Vagrant: virtual machines of libvirt in software
 * emulation, from nothing to a healthy cluster and back to nothing. Run by hand: ./pglab test vagrant
 */
const os = 'debian13'
const known = await loadKnown()
const lab = loadLab('patroni', known)

beginLog()
tell(`everything is written to ${logFile}`)
if (process.getuid?.() !== 0) throw new Error('the rehearsal makes namespaces and needs root')
await installPrograms()
const room = new Room()
t.teardown(() => room.close())

const folder = join(room.folder, 'lab')
const machines = new Machines(
  room,
  folder,
  lab.machines.map(({ name }) => name),
)
const members = lab.machines.filter(({ roles }) => roles.includes('patroni'))

t.before(async () => {
  const { code, stderr } = await pglab('build', lab.id, '--os', os, '--out', folder)
  if (code !== 0) throw new Error(stderr)
  await room.ready()
  // Where an instructor puts a box for a class without a network.
  mkdirSync(join(folder, 'boxes'))
  const box = await makeBox(room, lab, systemNamed(os, known), known)
  renameSync(box, join(folder, `boxes/${os}-libvirt.box`))
})

/** One leader, and every other member streams from it. */
function isWhole(cluster: ClusterReading | undefined): boolean {
  const found = (cluster?.members ?? []).map(({ role, state }) => `${role} ${state}`).sort()
  return found.join() === ['leader running', ...members.slice(1).map(() => 'replica streaming')].join()
}

async function healthy(t: Test): Promise<void> {
  t.same(await machines.unhealthy(), [], 'every machine says that it is healthy')
  const cluster = await machines.cluster(members[0]?.name ?? '')
  t.ok(isWhole(cluster), JSON.stringify(cluster))
}

t.test('vagrant up makes the machines and runs their scripts', async (t) => {
  const { code, stdout, stderr } = await machines.vagrant('up')
  t.equal(code, 0, lastLines(stderr, 5).join('\n'))
  for (const name of machines.names) t.match(stdout, new RegExp(`${name}: == [0-9]+ changes`), `the script of ${name}`)
  t.same(await machines.inState('running'), machines.names)
})

t.test('the cluster is healthy: one leader, the others stream', healthy)

t.test('vagrant ssh enters as a user for whom patronictl works without options', async (t) => {
  const { code, stdout, stderr } = await machines.ssh(members[0]?.name ?? '', 'patronictl list')
  t.equal(code, 0, stderr)
  tell(stdout)
  for (const { address } of members) t.match(stdout, address, 'advertised in the network of the lab')
})

t.test('no machine takes its own name for a loopback address', async (t) => {
  for (const { name, hostname, address } of lab.machines) {
    const { stdout } = await machines.ssh(name, `getent ahostsv4 ${hostname}; cat /etc/hosts`)
    t.match(stdout, new RegExp(`^${address.replaceAll('.', '\\.')} `), name)
    t.notMatch(stdout, '127.0.1.1', name)
  }
})

t.test('vagrant halt switches all machines off', async (t) => {
  t.equal((await machines.vagrant('halt')).code, 0)
  t.same(await machines.inState('shutoff'), machines.names)
})

t.test('vagrant up again, the last machine first, runs no script', async (t) => {
  const { code, stdout, stderr } = await machines.vagrant('up', ...[...machines.names].reverse())
  t.equal(code, 0, lastLines(stderr, 5).join('\n'))
  t.notMatch(stdout, 'Running provisioner')
  t.same(await machines.inState('running'), machines.names)
})

t.test('the cluster is healthy again', healthy)

t.test('vagrant destroy leaves nothing', async (t) => {
  t.equal((await machines.vagrant('destroy', '--force')).code, 0)
  t.same(await machines.remains(), [])
})
