import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import t from 'tap'
import { secretsFrom } from '../../../src/compile/secrets.ts'
import { missingPrograms } from '../../../src/host/programs.ts'
import { run } from '../../../src/host/run.ts'
import { seedOf } from '../../../src/instance/store.ts'
import { failed, makeWorld, recorded, said, vmInfo } from './world.ts'

t.test('the lab’s own key, the machine’s own host key, the port that leads to it', async (t) => {
  const { provider, instance, calls } = makeWorld(t, [[/showvminfo/, vmInfo({ port: 2201 })]])
  const secrets = secretsFrom(seedOf(instance))
  const target = await provider.target(instance, 'pg01', 'student')
  t.match(target, { machine: 'pg01', user: 'student', hostKey: secrets.sshKey('host/pg01').publicKey })
  t.equal(readFileSync(target.keyFile, 'utf8'), secrets.sshKey('pglab').privateKey)
  t.equal(statSync(target.keyFile).mode & 0o777, 0o600)
  t.equal(calls.length, 1, 'VirtualBox knows, and Vagrant takes twenty times as long')
})

t.test('the arguments are what OpenSSH takes them for', { skip: missingPrograms(['ssh']).length > 0 }, async (t) => {
  const { provider, instance } = makeWorld(t, [[/showvminfo/, vmInfo({ port: 2201 })]])
  const target = await provider.target(instance, 'pg01', 'root')
  const { stdout } = await run('ssh', ['-G', '-F', 'none', ...target.command])
  const known = /^userknownhostsfile (.*)$/m.exec(stdout)?.[1] ?? ''
  for (const line of [
    'hostname 127.0.0.1',
    'port 2201',
    'user root',
    'hostkeyalias pg01',
    'identitiesonly yes',
    'stricthostkeychecking true',
    `identityfile ${target.keyFile}`,
  ]) {
    t.ok(stdout.includes(`${line}\n`), line)
  }
  t.ok(readFileSync(known, 'utf8').includes(`pg01 ${target.hostKey}\n`), 'the host key is known beforehand')
})

t.test('the way in is TCP', async (t) => {
  const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  const { provider, instance } = makeWorld(t, [[/showvminfo/, vmInfo({ port })]])
  const stream = await (await provider.target(instance, 'pg01', 'root')).open()
  const banner = await new Promise((resolve) => stream.once('data', (data) => resolve(String(data))))
  t.equal(banner, 'SSH-2.0-OpenSSH_9.9\r\n')
})

t.test('other providers, and a machine of VirtualBox without a forwarded port: Vagrant knows the way', async (t) => {
  const config = ['vagrant ssh-config pg01', said(recorded('ssh-config-2.4'))] as const
  const libvirt = makeWorld(t, [config], { below: 'libvirt' })
  const target = await libvirt.provider.target(libvirt.instance, 'pg01', 'root')
  t.same(target.command.slice(-3), ['-p', '2200', 'root@127.0.0.1'])
  t.same(libvirt.calls, ['vagrant ssh-config pg01'])

  const bare = said(recorded('showvminfo').replace(/^Forwarding.*$/m, ''))
  const natless = makeWorld(t, [[/showvminfo/, bare], config])
  t.same((await natless.provider.target(natless.instance, 'pg01', 'root')).command.at(-1), 'root@127.0.0.1')
})

t.test('nobody knows the way', async (t) => {
  const off = makeWorld(t, [['vagrant ssh-config pg01', failed(recorded('ssh-config-off.stderr'))]], {
    below: 'libvirt',
  })
  const trouble = await off.provider.target(off.instance, 'pg01', 'root').catch(String)
  t.match(trouble, /not yet ready for SSH/)
  for (const answer of ['', 'garbage\n', recorded('ssh-config').slice(0, 30), 'x\n'.repeat(1_000_000)]) {
    const { provider, instance } = makeWorld(t, [['vagrant ssh-config pg01', said(answer)]], { below: 'libvirt' })
    const trouble = await provider.target(instance, 'pg01', 'root').catch(String)
    t.match(trouble, /Vagrant does not say at which address and port pg01 answers SSH/)
    t.ok(String(trouble).length < 2000)
  }
})
