import t from 'tap'
import type { MachineFault } from '../../../src/providers/provider.ts'
import { speak } from '../../../src/words/say.ts'
import { failed, idOf, makeWorld, recorded, said, vmInfo } from './world.ts'

const id = idOf('pg01')
const info = `VBoxManage showvminfo ${id} --machinereadable`
const done = said('')

const simple: [MachineFault, string][] = [
  ['crash', 'poweroff'],
  ['freeze', 'pause'],
  ['isolate', 'setlinkstate2 off'],
]
for (const [action, command] of simple) {
  t.test(action, async (t) => {
    const { provider, instance, calls } = makeWorld(t, [[/controlvm/, done]])
    await provider.fault(instance, action, 'pg01')
    t.same(calls, [`VBoxManage controlvm ${id} ${command}`])
  })
}

t.test('thaw sets the clock: a machine that stood still believes it is still then', async (t) => {
  const { provider, instance, calls, clocks } = makeWorld(t, [
    [/controlvm/, done],
    [info, vmInfo()],
  ])
  await provider.fault(instance, 'thaw', 'pg01')
  t.equal(calls[0], `VBoxManage controlvm ${id} resume`)
  t.same(clocks, ['pg01'])
})

t.test('heal undoes what there is to undo', async (t) => {
  const resume = `VBoxManage controlvm ${id} resume`
  const plug = `VBoxManage controlvm ${id} setlinkstate2 on`
  const boot = 'vagrant up --provider=virtualbox --no-provision pg01'
  const cases: [name: string, state: string, cable: 'on' | 'off', expected: string[]][] = [
    ['nothing', 'running', 'on', []],
    ['a frozen machine', 'paused', 'on', [resume]],
    ['a cut cable', 'running', 'off', [plug]],
    ['both', 'paused', 'off', [resume, plug]],
    ['a power cut', 'poweroff', 'on', [boot]],
    ['a power cut and a cut cable', 'aborted', 'off', [boot, plug]],
  ]
  for (const [name, state, cable, expected] of cases) {
    const { provider, instance, calls } = makeWorld(t, [
      [info, vmInfo({ state, cable })],
      [/controlvm/, done],
      [boot, said(recorded('up'))],
    ])
    await provider.fault(instance, 'heal', 'pg01')
    t.same(
      calls.filter((call) => call !== info),
      expected,
      name,
    )
  }
})

t.test('VirtualBox refuses', async (t) => {
  const { provider, instance } = makeWorld(t, [
    [/controlvm/, failed("VBoxManage: error: Machine 'pglab-patroni-pg01' is not currently running.\n")],
  ])
  const trouble = await provider.fault(instance, 'freeze', 'pg01').catch(String)
  t.match(trouble, /"VBoxManage controlvm .* pause" failed with exit code 1:\n.*is not currently running/)
})

t.test('a machine that was never made, or whose note is no identifier', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [], { made: false })
  await t.rejects(provider.fault(instance, 'crash', 'pg01'), { code: 3, params: { machine: 'pg01', name: 'patroni' } })
  const { writeFileSync } = await import('node:fs')
  const world = makeWorld(t, [])
  writeFileSync(`${world.instance.folder}/pglab-patroni/.vagrant/machines/pg01/virtualbox/id`, '--help')
  await t.rejects(world.provider.fault(world.instance, 'crash', 'pg01'), /VirtualBox has no machine/)
  t.same([...calls, ...world.calls], [], 'VirtualBox is not asked')
})

t.test('an answer that says no state', async (t) => {
  for (const answer of ['', 'VMState="runn', 'x'.repeat(5_000_000), 'VMState="\u001b[2J"\n']) {
    const { provider, instance } = makeWorld(t, [[info, said(answer)]])
    const trouble = await provider.fault(instance, 'heal', 'pg01').catch(String)
    t.match(trouble, /VirtualBox does not say what state pg01 is in/)
    t.ok(String(trouble).length < 2000)
  }
})

t.test('other providers: what Vagrant can do with any, and one clear sentence for the rest', async (t) => {
  const { provider, instance, calls } = makeWorld(
    t,
    [
      ['vagrant halt --force pg01', said(recorded('halt'))],
      ['vagrant up --provider=libvirt --no-provision pg01', said(recorded('up'))],
    ],
    { below: 'libvirt' },
  )
  await provider.fault(instance, 'crash', 'pg01')
  await provider.fault(instance, 'heal', 'pg01')
  for (const action of ['freeze', 'thaw', 'isolate'] as const) {
    const trouble = await provider.fault(instance, action, 'pg01').catch(String)
    t.equal(
      trouble,
      `${action} needs VirtualBox, and these machines are made with libvirt. Only crash and heal work there.`,
    )
  }
  t.equal(calls.length, 2)
  speak('ru')
  t.teardown(() => speak('en'))
  t.match(await provider.fault(instance, 'freeze', 'pg01').catch(String), /^Для freeze нужен VirtualBox/)
})
