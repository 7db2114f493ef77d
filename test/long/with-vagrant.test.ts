import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { compile } from '../../src/compile/compile.ts'
import { secretsFrom } from '../../src/compile/secrets.ts'
import { run } from '../../src/host/run.ts'
import { seedOf } from '../../src/instance/store.ts'
import { loadLab } from '../../src/lab/load.ts'
import { markOf, writeBuild, writeMarks } from '../../src/providers/vagrant/folder.ts'
import { makeVagrant } from '../../src/providers/vagrant/provider.ts'
import { makeTools } from '../../src/providers/vagrant/tools.ts'
import { loadKnown } from '../../src/registry.ts'
import { withoutVagrant as skip, standInEnvironment } from '../providers/vagrant/real-vagrant.ts'
import { anInstance, giveId, idOf, machineNames, temporaryFolder } from '../providers/vagrant/world.ts'

// The real Vagrant carries out what the provider tells it; only VirtualBox is stood in for. What this cannot show is
// a machine that boots: `up` and `halt` wait for SSH inside it.
// Ruby starts anew for every command.
t.setTimeout(500_000)

t.test(
  'Vagrant understands the provider, and the provider understands Vagrant',
  { skip, timeout: 500_000 },
  async (t) => {
    const folder = temporaryFolder(t)
    for (const part of ['home', 'vagrant', 'machines']) mkdirSync(join(folder, part))
    Object.assign(process.env, standInEnvironment(join(folder, 'vagrant'), join(folder, 'machines')))
    process.env.PGLAB_HOME = join(folder, 'home')
    delete process.env.VAGRANT_DEFAULT_PROVIDER

    const instance = anInstance('patroni')
    const known = await loadKnown()
    const lab = loadLab('patroni', known)
    const build = compile({ lab, known, os: 'rocky9', secrets: secretsFrom(seedOf(instance)) })
    const clocks: string[] = []
    const setClock = async ({ machine }: { machine: string }) => void clocks.push(machine)
    const provider = makeVagrant(makeTools(run, { setClock, memory: () => 8192 }))
    const state = async () => Object.values(await provider.states(instance)).join(' ')

    await provider.assertUsable()
    writeBuild(instance, build)

    // As a first `up` leaves it: machines that run and have run their scripts.
    for (const [index, machine] of machineNames.entries()) {
      const vm = join(folder, 'machines', idOf(machine))
      mkdirSync(vm)
      const files = {
        name: machine,
        state: 'running',
        cable: 'on',
        port: String(2200 + index),
        snapshots: 'by-hand poweroff\n',
      }
      for (const [file, text] of Object.entries(files)) writeFileSync(join(vm, file), text)
      giveId(instance, machine, idOf(machine))
    }
    const id = (machine: string) => ({ provider: 'virtualbox', id: idOf(machine) })
    const marks = build.machines.map(({ machine, script }) => [machine.name, markOf(id(machine.name), script)])
    writeMarks(instance, Object.fromEntries(marks))

    await provider.fault(instance, 'freeze', 'pg01')
    await provider.fault(instance, 'isolate', 'pg02')
    await provider.fault(instance, 'crash', 'pg03')
    t.equal(await state(), 'running frozen isolated off')
    await provider.fault(instance, 'heal', 'pg01')
    await provider.fault(instance, 'heal', 'pg02')
    t.same(clocks, ['pg01'])

    const told: string[] = []
    await provider.snapshots.save(instance, 'fresh', (line) => told.push(line))
    t.same(told.splice(0), machineNames)
    t.equal(await state(), 'running running running off', 'the machines go on')
    const list = await provider.snapshots.list(instance)
    t.match([list.length, list], [1, [{ name: 'fresh' }]], 'what was taken by hand is none of the kit’s')

    await provider.snapshots.restore(instance, 'fresh', (line) => told.push(line))
    t.same(told.splice(0), machineNames)
    const pg03 = join(folder, 'machines', idOf('pg03'), 'state')
    writeFileSync(pg03, 'running\n') // it would have to boot
    t.same(await provider.start(instance, build, () => {}), ['ns', 'pg01', 'pg02'])
    t.equal(await state(), 'running running running running')

    await provider.snapshots.delete(instance, 'fresh')
    t.same(await provider.snapshots.list(instance), [])

    const { command } = await provider.target(instance, 'pg01', 'root')
    t.same(command.slice(-3), ['-p', '2201', 'root@127.0.0.1'])
    const asked = await run('vagrant', ['ssh-config', 'pg01'], { cwd: join(instance.folder, 'pglab-patroni') })
    t.match(asked.stdout, /Port 2201/, 'Vagrant names the same port')

    await provider.destroy(instance, (line) => told.push(line))
    t.same(told.sort(), machineNames)
    t.notOk(machineNames.some((machine) => existsSync(join(folder, 'machines', idOf(machine)))))
    t.notOk(existsSync(instance.folder))
    t.match(readFileSync(join(folder, 'machines/calls.log'), 'utf8'), /^unregistervm .* --delete$/m)
  },
)
