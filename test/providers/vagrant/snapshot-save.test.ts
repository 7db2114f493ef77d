import t from 'tap'
import { failed, idOf, machineNames, makeWorld, recorded, said, vmInfo } from './world.ts'

const control = (machine: string, action: string) => `VBoxManage controlvm ${idOf(machine)} ${action}`
const listed = said(recorded('snapshot-list'))
const running = said(recorded('status-running'))
const saved = said(recorded('snapshot-save'))

const virtualBox = [
  [/controlvm/, said('')],
  [/showvminfo/, vmInfo()],
] as const

t.test('save: all machines stand still meanwhile, and go on', async (t) => {
  const { provider, instance, calls, clocks } = makeWorld(t, [
    ['vagrant status', running],
    [/^vagrant snapshot save/, saved],
    ['vagrant snapshot list', listed],
    ...virtualBox,
  ])
  const told: string[] = []
  await provider.snapshots.save(instance, 'fresh', (line) => told.push(line))
  const order = calls.filter((call) => !call.includes('showvminfo'))
  t.same(order.slice(1, 5).sort(), machineNames.map((machine) => control(machine, 'pause')).sort())
  t.equal(order[5], 'vagrant snapshot save --force fresh')
  t.same(order.slice(6).sort(), machineNames.map((machine) => control(machine, 'resume')).sort())
  t.same(clocks.sort(), machineNames)
  t.same(told, machineNames)
  t.same(await provider.snapshots.list(instance), [{ name: 'fresh', created: 1_795_209_000_000 }])
})

t.test('save: machines that are off or frozen stay so', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [
    ['vagrant status', said(recorded('status-mixed'))],
    [/^vagrant snapshot save/, saved],
    ...virtualBox,
  ])
  await provider.snapshots.save(instance, 'fresh', () => {})
  t.same(
    calls.filter((call) => call.includes('controlvm')),
    [control('ns', 'pause'), control('ns', 'resume')],
  )
})

t.test('save: when it fails the machines go on, and there is no snapshot', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [
    ['vagrant status', running],
    [/^vagrant snapshot save/, said(recorded('snapshot-conflict'), 1)],
    ...virtualBox,
  ])
  await t.rejects(
    provider.snapshots.save(instance, 'fresh', () => {}),
    { code: 3 },
  )
  t.equal(calls.filter((call) => call.endsWith(' resume')).length, 4)
  t.same(await provider.snapshots.list(instance), [])
})

t.test('save: a machine that cannot be paused is told, and the others go on', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [
    ['vagrant status', running],
    [control('pg02', 'pause'), failed('VBoxManage: error: Invalid machine state')],
    ...virtualBox,
  ])
  await t.rejects(
    provider.snapshots.save(instance, 'fresh', () => {}),
    /failed with exit code/,
  )
  t.same(
    calls.filter((call) => call.endsWith(' resume')).sort(),
    ['ns', 'pg01', 'pg03'].map((machine) => control(machine, 'resume')).sort(),
  )
})

t.test('save: other providers cannot stand still, so they are off meanwhile', async (t) => {
  const { provider, instance, calls } = makeWorld(
    t,
    [
      ['vagrant status', running],
      [/^vagrant/, saved],
    ],
    { below: 'libvirt' },
  )
  await provider.snapshots.save(instance, 'fresh', () => {})
  t.same(calls, [
    'vagrant status',
    'vagrant halt ns pg01 pg02 pg03',
    'vagrant snapshot save --force fresh',
    'vagrant up --provider=libvirt --no-provision ns pg01 pg02 pg03',
  ])
})
