import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { folderOf } from '../../../src/providers/vagrant/folder.ts'
import { anInstance, failed, giveId, idOf, machineNames, makeWorld, recorded, said, vmInfo } from './world.ts'

const notCreated = said(recorded('status-not-created'))
const running = said(recorded('status-running'))
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

t.test('a script that stopped is tried again, though Vagrant counts it as done', async (t) => {
  let broken = true
  const { provider, instance, build, calls } = makeWorld(t, [
    ['vagrant status', running],
    ['vagrant provision pg01', () => (broken ? said(recorded('provision-failed'), 1) : said(recorded('provision')))],
    [provisions, said(recorded('provision'))],
  ])
  await t.rejects(
    provider.start(instance, build, () => {}),
    { code: 3, params: { machine: 'pg01' } },
  )
  const trouble = await provider.start(instance, build, () => {}).catch(String)
  t.match(trouble, /The script of pg01 did not come to its end.*machines\/pg01\.sh/)
  t.match(trouble, /All mirrors were tried$/, 'the last words are those of the machine, not of Vagrant')
  t.equal(calls.filter((call) => call === 'vagrant provision pg02').length, 1, 'the others were heard to their end')

  broken = false
  calls.length = 0
  t.same(await provider.start(instance, build, () => {}), [], 'nothing had to be started')
  t.same(calls, ['vagrant status', 'vagrant provision pg01'])
})

t.test('a changed script is run, and a machine made anew runs its own', async (t) => {
  const { provider, instance, build, calls } = makeWorld(t, [
    ['vagrant status', running],
    [provisions, said(recorded('provision'))],
  ])
  await provider.start(instance, build, () => {})
  calls.length = 0
  const machines = build.machines.map((built) =>
    built.machine.name === 'pg02' ? { ...built, script: `${built.script}# more\n` } : built,
  )
  giveId(instance, 'pg03', '0b7e3c1f-5d2a-4f60-9c1e-7a40d9f3e2bf')
  await provider.start(instance, { ...build, machines }, () => {})
  t.same(calls.sort(), ['vagrant provision pg02', 'vagrant provision pg03', 'vagrant status'])
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

t.test('two instances at the same addresses do not run side by side', async (t) => {
  const world = makeWorld(t, [
    ['VBoxManage list runningvms', () => said(`"pglab-group-a-pg01" {${idOf('pg01').replace('0b', '1b')}}\n`)],
    ['vagrant status', running],
    [provisions, said(recorded('provision'))],
  ])
  const { provider, instance, build, calls } = world
  const other = anInstance('group-a')
  giveId(other, 'pg01', idOf('pg01').replace('0b', '1b'))
  const trouble = await provider.start(instance, build, () => {}).catch(String)
  t.match(trouble, /"group-a" is running and already uses 192\.168\.56\.11.*pglab halt --name group-a/)
  t.same(calls, ['VBoxManage list runningvms'], 'and nothing was touched')

  giveId(other, 'pg01', idOf('pg01').replace('0b', '2b'))
  await provider.start(instance, build, () => {})
  t.ok(existsSync(folderOf(instance)), 'one that is off is in nobody’s way')
})
