import t from 'tap'
import { machineNames, makeWorld, recorded, said, vmInfo } from './world.ts'

const listed = said(recorded('snapshot-list'))
const running = said(recorded('status-running'))
const saved = said(recorded('snapshot-save'))
const restored = said(recorded('snapshot-restore'))

const virtualBox = [
  [/controlvm/, said('')],
  [/showvminfo/, vmInfo()],
] as const

t.test('list: those of this kit that every machine still has, the oldest first', async (t) => {
  let answer = listed
  const { provider, instance, calls } = makeWorld(t, [
    ['vagrant status', said(recorded('status-not-created'))],
    [/^vagrant snapshot save/, saved],
    ['vagrant snapshot list', () => answer],
  ])
  t.same(await provider.snapshots.list(instance), [])
  t.same(calls, [], 'where none was taken Vagrant is not asked')
  for (const name of ['fresh', 'before-upgrade', 'gone']) await provider.snapshots.save(instance, name, () => {})
  const names = async () => (await provider.snapshots.list(instance)).map(({ name }) => name)
  t.same(await names(), ['fresh', 'before-upgrade'])
  answer = said(recorded('snapshot-list-none'))
  t.same(await names(), [], 'none is left')
  answer = said(recorded('snapshot-list').replace('pg02,ui,detail,fresh', 'pg02,ui,detail,stale'))
  t.same(await names(), ['before-upgrade'], 'one machine has lost it')
  answer = said('')
  t.same(await names(), [], 'an answer that says nothing promises nothing')
  answer = said('', 1, 'broken')
  await t.rejects(provider.snapshots.list(instance), { code: 3 })
})

t.test('restore: no machine starts before all are back', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [[/^vagrant snapshot restore/, restored]])
  const told: string[] = []
  await provider.snapshots.restore(instance, 'fresh', (line) => told.push(line))
  t.same(calls, ['vagrant snapshot restore --no-start --no-provision fresh'])
  t.same(told, machineNames)
})

t.test('restore: other providers may start what they restore, so nothing may still run', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [[/^vagrant/, restored]], { below: 'libvirt' })
  await provider.snapshots.restore(instance, 'fresh', () => {})
  t.same(calls, ['vagrant halt --force', 'vagrant snapshot restore --no-start --no-provision fresh'])
})

t.test('restore: a script that was run since the snapshot has not been run', async (t) => {
  const { provider, instance, build, calls } = makeWorld(t, [
    ['vagrant status', running],
    [/^vagrant provision/, said(recorded('provision'))],
    [/^vagrant snapshot save/, saved],
    [/^vagrant snapshot restore/, restored],
    ...virtualBox,
  ])
  await provider.start(instance, build, () => {})
  await provider.snapshots.save(instance, 'fresh', () => {})
  const machines = build.machines.map((built) => ({ ...built, script: `${built.script}# more\n` }))
  await provider.start(instance, { ...build, machines }, () => {})
  await provider.snapshots.restore(instance, 'fresh', () => {})
  const provisioned = async (given: typeof build) => {
    calls.length = 0
    await provider.start(instance, given, () => {})
    return calls.filter((call) => call.startsWith('vagrant provision')).length
  }
  t.equal(await provisioned(build), 0, 'the script of then stands')
  t.equal(await provisioned({ ...build, machines }), 4, 'the script of now does not')
})

t.test('delete', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [
    ['vagrant status', said(recorded('status-not-created'))],
    [/^vagrant snapshot save/, saved],
    ['vagrant snapshot list', listed],
    [/^vagrant snapshot delete/, said(recorded('snapshot-delete'))],
  ])
  for (const name of ['before-upgrade', 'gone']) await provider.snapshots.save(instance, name, () => {})
  calls.length = 0
  await provider.snapshots.delete(instance, 'before-upgrade')
  t.ok(calls.includes('vagrant snapshot delete before-upgrade'))
  await provider.snapshots.delete(instance, 'gone')
  t.notOk(calls.includes('vagrant snapshot delete gone'), 'what Vagrant does not have it need not delete')
  t.same(await provider.snapshots.list(instance), [])
})
