import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { fits, limitsFor, oneLab } from '../../src/class/room/capacity.ts'
import { type ClassSubject, examineRoom, labsThatFit } from '../../src/class/room/doctor.ts'
import { kernelSettings, raiseKernelSettings } from '../../src/class/room/kernel.ts'
import { host, type Recorded } from '../doctor/hosts.ts'

const gibibyte = 1024 ** 3

t.test('room is counted by what a lab takes and what the host keeps', async (t) => {
  t.strictSame(fits({ cpus: 0, memory: 0, disk: 0 }), { memory: 0, cpus: 0, disk: 0 })
  t.equal(fits({ cpus: 1, memory: gibibyte + 3 * oneLab.memory, disk: 0 }).memory, 3)
  const twice = fits({ cpus: 4, memory: 0, disk: 2 * oneLab.disk })
  t.equal(twice.disk, 2)
  t.ok(twice.cpus >= 2 * fits({ cpus: 2, memory: 0, disk: 0 }).cpus)
})

t.test('limits leave a lab room to work in, and its neighbours theirs', async (t) => {
  t.equal(limitsFor({ cpus: 2, memory: 24 * gibibyte }, 1).memory, gibibyte)
  t.equal(limitsFor({ cpus: 2, memory: 4 * gibibyte }, 40).memory, gibibyte / 2)
  const between = limitsFor({ cpus: 8, memory: 31 * gibibyte }, 40)
  t.equal(between.memory, Math.floor((30 * gibibyte) / 40))
  t.equal(between.cpus, 4)
  t.equal(limitsFor({ cpus: 1, memory: 4 * gibibyte }, 2).cpus, 1)
})

t.test('settings of the kernel are raised and never lowered', async (t) => {
  const folder = t.testdir()
  const file = (name: string) => join(folder, name.replaceAll('.', '/'))
  for (const { name } of kernelSettings) {
    mkdirSync(dirname(file(name)), { recursive: true })
    writeFileSync(file(name), name === 'kernel.pid_max' ? '4194304\n' : '100\n')
  }
  t.strictSame(raiseKernelSettings(40, folder), [])
  for (const { name, need } of kernelSettings) {
    const is = Number(readFileSync(file(name), 'utf8'))
    t.equal(is, name === 'kernel.pid_max' ? 4194304 : need(40), name)
  }
  t.strictSame(
    raiseKernelSettings(40, join(folder, 'absent')),
    kernelSettings.map(({ name }) => name),
    'what cannot be read is named',
  )
})

const subject = (recorded: Recorded, rest: Partial<ClassSubject> = {}): ClassSubject => ({
  host: host({ isRoot: true, ...recorded }),
  labs: 40,
  running: 0,
  cpus: 4,
  home: '/var/lib/pglab',
  ...rest,
})
const settings = Object.fromEntries(
  kernelSettings.map(({ name, need }) => [`/proc/sys/${name.replaceAll('.', '/')}`, String(need(40))]),
)
const good = {
  freeMemory: () => 24 * gibibyte,
  files: {
    ...settings,
    '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory hugetlb pids\n',
    '/proc/sys/user/max_user_namespaces': '96365\n',
  },
}
const verdicts = async (of: ClassSubject) =>
  Object.fromEntries((await examineRoom(of)).map(({ id, verdict }) => [id, verdict]))

t.test('a server that holds forty labs', async (t) => {
  const findings = await examineRoom(subject(good))
  t.ok(
    findings.every(({ verdict }) => verdict === 'fine'),
    JSON.stringify(findings),
  )
  t.ok(labsThatFit(findings) >= 40)
})

t.test('what is short is named with how many labs fit', async (t) => {
  const small = await examineRoom(subject({ ...good, freeMemory: () => 4 * gibibyte }))
  t.equal(small.find(({ id }) => id === 'room-memory')?.verdict, 'broken')
  t.equal(labsThatFit(small), Math.floor((3 * gibibyte) / oneLab.memory))
  t.match(await verdicts(subject(good, { cpus: 1 })), { 'room-cpu': 'poor' })
  t.match(await verdicts(subject({ ...good, freeDisk: () => 1e9 })), { 'room-disk': 'broken' })
})

t.test('labs that are up already are not counted as missing', async (t) => {
  const full = { ...good, freeMemory: () => 2 * gibibyte, freeDisk: () => 5e9 }
  t.match(await verdicts(subject(full, { running: 40 })), { 'room-memory': 'fine', 'room-disk': 'fine' })
})

t.test('missing means are told', async (t) => {
  t.match(await verdicts(subject({ ...good, missing: () => ['sshd'] })), { 'room-entry': 'broken' })
  t.match(await verdicts(subject({ ...good, files: settings })), { 'room-limits': 'poor' })
  const none = { ...good.files, '/proc/sys/user/max_user_namespaces': '0\n' }
  t.match(await verdicts(subject({ ...good, files: none })), { 'room-users': 'broken' })
  const low = { ...good, isRoot: false, files: { ...good.files, '/proc/sys/kernel/pid_max': '4096\n' } }
  t.match(await verdicts(subject(low)), { 'room-kernel': 'poor' })
})

t.test('hybrid hosts limit by the trees of version 1', async (t) => {
  const old = Object.fromEntries(['memory', 'cpu', 'pids'].map((name) => [`/sys/fs/cgroup/${name}/cgroup.procs`, '']))
  const files = { ...settings, ...old, '/proc/sys/user/max_user_namespaces': '1000000' }
  t.match(
    await verdicts(subject({ ...good, files: { ...files, '/sys/fs/cgroup/unified/cgroup.controllers': 'hugetlb\n' } })),
    {
      'room-limits': 'fine',
    },
  )
})
