import { join } from 'node:path'
import t from 'tap'
import { folderOf } from '../../../src/providers/vagrant/folder.ts'
import { makeWorld, recorded, said, vmInfo } from './world.ts'

const cableOf = (cut: string[]) => (command: string) =>
  vmInfo({ cable: cut.some((id) => command.includes(id)) ? 'off' : 'on' })

t.test('before the first up nobody is asked', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [], { made: false })
  t.same(await provider.states(instance), { ns: 'absent', pg01: 'absent', pg02: 'absent', pg03: 'absent' })
  t.same(calls, [])
})

t.test('every word of VirtualBox', async (t) => {
  const words: Record<string, string> = {
    not_created: 'absent',
    running: 'running',
    starting: 'running',
    livesnapshotting: 'running',
    paused: 'frozen',
    poweroff: 'off',
    aborted: 'off',
    saved: 'off',
    'aborted-saved': 'off',
    gurumeditation: 'off',
    inaccessible: 'off',
  }
  for (const [word, state] of Object.entries(words)) {
    const status = recorded('status-running').replace('pg02,state,running', `pg02,state,${word}`)
    const { provider, instance } = makeWorld(t, [
      ['vagrant status', said(status)],
      [/showvminfo/, vmInfo()],
    ])
    t.equal((await provider.states(instance)).pg02, state, word)
  }
})

t.test('recorded states', async (t) => {
  const { provider, instance } = makeWorld(t, [
    ['vagrant status', said(recorded('status-mixed'))],
    [/showvminfo/, vmInfo()],
  ])
  t.same(await provider.states(instance), { ns: 'running', pg01: 'off', pg02: 'frozen', pg03: 'off' })
})

t.test('a machine whose cable is pulled is isolated; only machines that run are asked', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [
    ['vagrant status', said(recorded('status-mixed'))],
    [/showvminfo/, cableOf(['0b7e3c11'])],
  ])
  t.same(await provider.states(instance), { ns: 'isolated', pg01: 'off', pg02: 'frozen', pg03: 'off' })
  t.same(calls, ['vagrant status', 'VBoxManage showvminfo 0b7e3c11-5d2a-4f60-9c1e-7a40d9f3e2b1 --machinereadable'])
})

t.test('other providers below Vagrant have no cable to look at', async (t) => {
  const status = recorded('status-running').replaceAll('virtualbox', 'libvirt')
  const { provider, instance, calls, options } = makeWorld(t, [['vagrant status', said(status)]], { below: 'libvirt' })
  t.same(await provider.states(instance), { ns: 'running', pg01: 'running', pg02: 'running', pg03: 'running' })
  t.same(calls, ['vagrant status'])
  t.equal(options[0]?.env?.VAGRANT_DEFAULT_PROVIDER, 'libvirt', 'Vagrant is told to stay with it')
})

t.test('Vagrant works in the folder of the instance, whatever a person has set for their own', async (t) => {
  process.env.VAGRANT_CWD = '/somewhere/else'
  t.teardown(() => delete process.env.VAGRANT_CWD)
  const { provider, instance, options } = makeWorld(t, [['vagrant status', said(recorded('status-not-created'))]])
  await provider.states(instance)
  t.equal(options[0]?.cwd, folderOf(instance))
  t.equal(folderOf(instance), join(instance.folder, 'pglab-patroni'))
  t.notOk(options[0]?.env?.VAGRANT_CWD)
  t.equal(options[0]?.env?.VAGRANT_CHECKPOINT_DISABLE, '1')
})

t.test('what cannot be understood is an error, never a machine that is not there', async (t) => {
  const whole = recorded('status-running')
  const cases: Record<string, string> = {
    nothing: '',
    garbage: '\u0000\u0001 no, no, no\n'.repeat(1000),
    'one machine missing': whole
      .split('\n')
      .filter((line) => !line.includes(',pg03,'))
      .join('\n'),
    'cut off inside the last state': whole.slice(0, whole.indexOf('pg03,state,running') + 14),
    'a state that is no word': whole.replace('pg03,state,running', 'pg03,state,\u001b[2J'),
    'eight megabytes of nothing': `1795209198,pg03,ui,info,${'x'.repeat(8_000_000)}\n`,
  }
  for (const [name, status] of Object.entries(cases)) {
    const { provider, instance } = makeWorld(t, [
      ['vagrant status', said(status)],
      [/showvminfo/, vmInfo()],
    ])
    const trouble = await provider.states(instance).then(
      () => t.fail(name),
      (error: Error) => String(error),
    )
    t.match(trouble, /Vagrant says nothing of the state of (ns|pg03)/, name)
    t.ok(String(trouble).length < 2000, `${name}: and the error is short`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    t.notMatch(trouble, /[\u0000-\u0009\u000b-\u001f]/, `${name}: and cannot move the cursor`)
  }
})
