import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { folderOf } from '../../../src/providers/vagrant/folder.ts'
import { failed, giveId, idOf, machineNames, makeWorld, recorded, said, vmInfo } from './world.ts'

const notCreated = said(recorded('status-not-created'))
const provisions = /^vagrant provision (ns|pg0\d)$/
const startvm = (machine: string) => `VBoxManage startvm ${idOf(machine)} --type headless`

t.test('the first up: machines are made one after another, then all run their scripts', async (t) => {
  const world = makeWorld(
    t,
    [
      ['vagrant status', notCreated],
      [
        /^vagrant up/,
        () => {
          for (const machine of machineNames) giveId(world.instance, machine, idOf(machine))
          return said(recorded('up'))
        },
      ],
      [provisions, said(recorded('provision'))],
    ],
    { made: false },
  )
  const { provider, instance, build, calls } = world
  const told: string[] = []
  t.same(await provider.start(instance, build, (line) => told.push(line)), machineNames)
  t.same(calls.slice(0, 2), ['vagrant status', 'vagrant up --provider=virtualbox --no-provision ns pg01 pg02 pg03'])
  t.same(
    calls.slice(2).sort(),
    machineNames.map((machine) => `vagrant provision ${machine}`),
  )
  t.ok(told.includes('ns: Booting VM...'), 'what Vagrant does is told')
  t.ok(told.includes('ns: packages: everything this machine will run'), 'and where the script is')
  t.notOk(
    told.some((line) => /epel-release|SSH address|VAGRANT_COMMA/.test(line)),
    'but not every line of it',
  )

  const folder = folderOf(instance)
  const mode = (path: string) => (statSync(join(folder, path)).mode & 0o777).toString(8)
  t.same(
    ['.', 'machines', 'Vagrantfile', 'machines/pg01.sh'].map(mode),
    ['700', '700', '600', '700'],
    'for nobody but their owner: passwords are in them',
  )
  t.equal(readFileSync(join(folder, 'machines/pg01.sh'), 'utf8'), build.machines[1]?.script)

  calls.length = 0
  await provider.start(instance, build, () => {})
  t.notOk(
    calls.some((call) => call.startsWith('vagrant provision')),
    'a script that came to its end is not run again',
  )
})

t.test('only what is off is started; what is frozen stays so and runs nothing', async (t) => {
  const { provider, instance, build, calls } = makeWorld(t, [
    ['vagrant status', said(recorded('status-mixed'))],
    [/^vagrant up/, said(recorded('up'))],
    [provisions, said(recorded('provision'))],
  ])
  t.same(await provider.start(instance, build, () => {}), ['pg01', 'pg03'])
  t.equal(calls[1], 'vagrant up --provider=virtualbox --no-provision pg01 pg03')
  t.notOk(calls.includes('vagrant provision pg02'))
})

t.test('machines whose memory was kept go on all at once, and their clocks are set', async (t) => {
  let going = 0
  let most = 0
  const { provider, instance, build, calls, clocks } = makeWorld(t, [
    ['vagrant status', said(recorded('status-saved'))],
    [
      /startvm/,
      async () => {
        most = Math.max(most, ++going)
        await new Promise((resolve) => setTimeout(resolve, 20))
        going--
        return said('')
      },
    ],
    [/showvminfo/, vmInfo()],
    [provisions, said(recorded('provision'))],
  ])
  t.same(await provider.start(instance, build, () => {}), machineNames)
  t.equal(most, 4, 'a leader that came late would find itself deposed')
  t.same(clocks.sort(), machineNames)
  t.notOk(calls.some((call) => call.startsWith('vagrant up')))
})

t.test('what VirtualBox will not wake is left to Vagrant', async (t) => {
  const { provider, instance, build, calls } = makeWorld(t, [
    ['vagrant status', said(recorded('status-saved'))],
    [startvm('pg02'), failed('VBoxManage: error: The saved state file is corrupt')],
    [/startvm/, said('')],
    [/showvminfo/, vmInfo()],
    [/^vagrant up/, said(recorded('up'))],
    [provisions, said(recorded('provision'))],
  ])
  await provider.start(instance, build, () => {})
  t.ok(calls.includes('vagrant up --provider=virtualbox --no-provision pg02'))
})

t.test('another provider below Vagrant', async (t) => {
  const rules = [
    ['vagrant status', notCreated],
    [/^vagrant up/, said(recorded('up'))],
    [provisions, said(recorded('provision'))],
  ] as const
  const { provider, instance, build, calls, options } = makeWorld(t, rules, { made: false })
  process.env.VAGRANT_DEFAULT_PROVIDER = 'libvirt'
  t.teardown(() => delete process.env.VAGRANT_DEFAULT_PROVIDER)
  await provider.start(instance, build, () => {})
  t.equal(calls[1], 'vagrant up --provider=libvirt --no-provision ns pg01 pg02 pg03')
  t.ok(options.every(({ env }) => env?.VAGRANT_DEFAULT_PROVIDER === 'libvirt'))
})

t.test('Vagrant says why it could not', async (t) => {
  const { provider, instance, build } = makeWorld(t, [
    ['vagrant status', notCreated],
    [/^vagrant up/, said(recorded('up-other-provider'), 1)],
  ])
  const trouble = await provider.start(instance, build, () => {}).catch(String)
  t.match(trouble, /"vagrant up --provider=virtualbox --no-provision ns pg01 pg02 pg03" failed with exit code 1:/)
  t.match(trouble, /An active machine was found with a different provider/)
})

t.test('an up that never ends is stopped and told as such', async (t) => {
  const { provider, instance, build } = makeWorld(t, [
    ['vagrant status', notCreated],
    [/^vagrant up/, said(recorded('up').slice(0, 700), 128)],
  ])
  t.match(await provider.start(instance, build, () => {}).catch(String), /did not end within 240 min and was stopped/)
})
