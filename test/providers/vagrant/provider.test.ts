import { existsSync } from 'node:fs'
import t from 'tap'
import { cannot } from '../../../src/errors.ts'
import { loadProvider, providerNames } from '../../../src/providers/registry.ts'
import { speak } from '../../../src/words/say.ts'
import { machineNames, makeWorld, recorded, said } from './world.ts'

const absent = () => {
  throw cannot({ en: 'not installed', ru: 'не установлена' })
}

t.test('it is known by its folder', async (t) => {
  t.ok(providerNames().includes('vagrant'))
  t.match(await loadProvider('vagrant'), { name: 'vagrant', system: 'rocky9', provisionsItself: true })
})

t.test('halt: the machines that run, each told when it is off', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [
    ['vagrant status', said(recorded('status-mixed'))],
    [/^vagrant halt/, said(recorded('halt'))],
  ])
  const told: string[] = []
  await provider.halt(instance, undefined, (line) => told.push(line))
  t.same(calls, ['vagrant status', 'vagrant halt ns pg02'])
  t.same(told, [...machineNames].reverse())

  calls.length = 0
  await provider.halt(instance, ['pg02', 'pg03'], () => {})
  t.same(calls, ['vagrant status', 'vagrant halt pg02'], 'only those that were named')

  calls.length = 0
  await provider.halt(instance, ['pg01'], () => {})
  t.same(calls, ['vagrant status'], 'what is off is left alone')
})

t.test('destroy: every trace', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [['vagrant destroy --force', said(recorded('destroy'))]])
  const told: string[] = []
  await provider.destroy(instance, (line) => told.push(line))
  t.same(calls, ['vagrant destroy --force'])
  t.same(told, [...machineNames].reverse())
  t.notOk(existsSync(instance.folder))
  await provider.destroy(instance, () => {})
  t.equal(calls.length, 1, 'a second time there is nothing left to ask Vagrant for')
})

t.test('destroy: what Vagrant could not remove is not forgotten', async (t) => {
  const { provider, instance } = makeWorld(t, [['vagrant destroy --force', said(recorded('status-no-virtualbox'), 1)]])
  const trouble = await provider.destroy(instance, () => {}).catch(String)
  t.match(trouble, /Vagrant could not detect VirtualBox/)
  t.ok(existsSync(instance.folder))
})

t.test('destroy of an up that was broken off waits until Vagrant has let go of the machines', async (t) => {
  let release = () => {}
  const { provider, instance, build, calls } = makeWorld(t, [
    ['vagrant status', said(recorded('status-not-created'))],
    [
      /^vagrant up/,
      async () => {
        await new Promise<void>((resolve) => {
          release = resolve
        })
        return said('', 1, 'interrupted')
      },
    ],
    ['vagrant destroy --force', said(recorded('destroy'))],
  ])
  const up = provider.start(instance, build, () => {}).catch(() => 'broken off')
  await new Promise((resolve) => setTimeout(resolve, 20))
  const gone = provider.destroy(instance, () => {})
  await new Promise((resolve) => setTimeout(resolve, 20))
  t.notOk(calls.includes('vagrant destroy --force'), 'a locked machine cannot be destroyed')
  release()
  await gone
  t.equal(await up, 'broken off')
  t.equal(calls.at(-1), 'vagrant destroy --force')
})

t.test('usable', async (t) => {
  const version = ['vagrant --version', said('Vagrant 2.3.4\n')] as const
  const virtualBox = (text: string) => ['VBoxManage --version', said(text)] as const
  const usable = (rules: Parameters<typeof makeWorld>[1]) => makeWorld(t, rules).provider.assertUsable()

  await usable([version, virtualBox('7.0.26r168464\n')])
  await t.rejects(usable([['vagrant --version', absent]]), /Vagrant is not installed.*--provider nspawn/)
  await t.rejects(usable([version, ['VBoxManage --version', absent]]), /no VBoxManage.*VAGRANT_DEFAULT_PROVIDER/)
  const warning = 'WARNING: The character device /dev/vboxdrv does not exist.\n\t Please install …\n7.0.26r168464\n'
  await t.rejects(usable([version, virtualBox(warning)]), /kernel module is not loaded.*vboxconfig/)

  const vagrant = (text: string) => ['vagrant --version', said(`Vagrant ${text}\n`)] as const
  await t.rejects(usable([vagrant('2.2.19')]), /Vagrant 2\.2\.19 is too old.*2\.3\.4 or newer/)
  await t.rejects(usable([version, virtualBox('7.1.4r165100\n')]), /does not know VirtualBox 7\.1\.4.*Vagrant 2\.4\.2/)
  await t.rejects(usable([vagrant('2.4.3'), virtualBox('7.2.0r170228\n')]), /VirtualBox 7\.2\.0.*Vagrant 2\.4\.9/)
  await usable([vagrant('2.4.9'), virtualBox('7.2.10r999\n')])

  const { provider } = makeWorld(t, [version])
  process.env.VAGRANT_DEFAULT_PROVIDER = 'libvirt'
  t.teardown(() => delete process.env.VAGRANT_DEFAULT_PROVIDER)
  await provider.assertUsable()
  t.pass('another provider needs no VirtualBox')

  speak('ru')
  t.teardown(() => speak('en'))
  const russian = await usable([['vagrant --version', absent]]).catch(String)
  t.match(russian, /^Vagrant не установлен\./)
})
