import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { run } from '../../src/host/run.ts'
import { waitUntil } from '../../src/host/wait-until.ts'
import { root } from '../../src/root.ts'
import { isWhole, Lab, patroniConfig, traces, wordsOf } from './lab.ts'

const lab = new Lab('live-stop')
const folder = `/var/lib/pglab/instances/${lab.name}`

t.before(() => lab.destroy())
t.teardown(() => lab.destroy())

const begin = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [`${root}/dist/src/cli.js`, ...wordsOf(args), '--name', lab.name], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, CI: 'true', LANG: 'C.UTF-8', XDG_CONFIG_HOME: '/nonexistent' },
  })

const ended = async (child: ChildProcess): Promise<{ code: number | null; stderr: string }> => {
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stderr }
}

/** ms until a moment has come, also where the scripts install every package first. */
const patience = 240_000

/** A moment in the life of a first `up`, recognised by what is there. */
const moments = {
  'machines have disks': () => existsSync(`${folder}/machines/ns/upper/etc/hostname`),
  'machines boot': () => existsSync(`/run/pglab/${lab.name}/pg03`),
  'the cluster forms': () => existsSync(`${folder}/machines/pg03/upper${patroniConfig}`),
}

for (const [name, reached] of Object.entries(moments)) {
  t.test(`Ctrl-C while ${name}: one sentence, exit code 3, nothing left`, async (t) => {
    const child = begin('up')
    const outcome = ended(child)
    t.ok(await waitUntil({ probe: () => reached() || undefined, within: patience, every: 5 }), 'the moment came')
    child.kill('SIGINT')
    const { code, stderr } = await outcome
    t.equal(code, 3)
    t.match(stderr, /Interrupted; everything is as it was before\.\n$/)
    t.same(traces(lab.name), [])
  })
}

t.test('a killed CLI: the next up takes over where it was', async (t) => {
  for (const [name, reached] of Object.entries(moments)) {
    const child = begin('up')
    const outcome = ended(child)
    await waitUntil({ probe: () => reached() || undefined, within: patience, every: 5 })
    child.kill('SIGKILL')
    t.equal((await outcome).code, null, name)
  }
  const { code, stderr } = await lab.pglab('up', '--json')
  t.equal(code, 0, stderr)
  t.ok(isWhole(await lab.status()))
})

t.test('Ctrl-C during up of a halted lab: it is halted again, and nothing of it is lost', async (t) => {
  t.equal((await lab.exec('ns', 'psql', 'service=rw', '-Xqc', 'create table kept ()')).code, 0)
  t.equal((await lab.pglab('halt')).code, 0)
  const child = begin('up')
  const outcome = ended(child)
  await waitUntil({ probe: () => existsSync(`/run/pglab/${lab.name}/pg03`) || undefined, within: 60_000, every: 5 })
  await pause(500)
  child.kill('SIGINT')
  t.equal((await outcome).code, 3)
  t.ok((await lab.status()).machines.every(({ state }) => state === 'off'))
  t.match(await lab.pglab('up'), { code: 0, stderr: '' })
  t.equal((await lab.exec('ns', 'psql', 'service=rw', '-XAtc', 'table kept')).code, 0)
})

t.test('a reset that was killed half-way is finished by the next command', async (t) => {
  const child = begin('reset', '--yes')
  const outcome = ended(child)
  await waitUntil({
    probe: () => !existsSync(`/run/pglab/${lab.name}/pg03/socket`) || undefined,
    within: 60_000,
    every: 1,
  })
  child.kill('SIGKILL')
  await outcome
  t.match(await lab.pglab('up'), { code: 0, stderr: '' })
  t.ok(isWhole(await lab.until(isWhole)))
})

t.test('Ctrl-C during a reset: one sentence, and the next command finishes it', async (t) => {
  const child = begin('reset', '--yes')
  const outcome = ended(child)
  await waitUntil({
    probe: () => !existsSync(`/run/pglab/${lab.name}/pg03/socket`) || undefined,
    within: 60_000,
    every: 1,
  })
  child.kill('SIGINT')
  const { code, stderr } = await outcome
  t.equal(code, 3)
  t.match(stderr, /^Interrupted half-way\. Nothing is lost/)
  t.match(await lab.pglab('up'), { code: 0, stderr: '' })
})

t.test('a rebooted host: what ran is off, and up starts it again from its disks', async (t) => {
  t.equal((await lab.exec('ns', 'psql', 'service=rw', '-Xqc', 'create table survived ()')).code, 0)
  // What a reboot takes: processes, namespaces, control groups, everything under /run.
  for (const root of ['/sys/fs/cgroup/pglab', '/sys/fs/cgroup/unified/pglab']) {
    if (existsSync(`${root}/${lab.name}`)) writeFileSync(`${root}/${lab.name}/cgroup.kill`, '1')
  }
  await waitUntil({
    probe: () => !traces(lab.name).some((line) => line.startsWith('/proc/')) || undefined,
    within: 10_000,
  })
  for (const name of readdirSync('/run/netns').filter((entry) => entry.startsWith(`pglab.${lab.name}`))) {
    await run('ip', ['netns', 'delete', name])
  }
  rmSync(`/run/pglab/${lab.name}`, { recursive: true, force: true })
  t.ok(
    (await lab.status()).machines.every(({ state }) => state === 'off'),
    'the truth, at once',
  )
  t.match(await lab.pglab('up'), { code: 0, stderr: '' })
  t.equal((await lab.exec('ns', 'psql', 'service=rw', '-XAtc', 'table survived')).code, 0)
})

t.test('what a killed build of the image left is removed by the next build and never used', async (t) => {
  const { buildImage, imageRoot } = await import('../../src/providers/nspawn/image.ts')
  const recipe = {
    system: 'debian13',
    suite: 'no-such-suite',
    packages: [],
    prepare: 'os/debian-image-prepare.sh',
    finish: 'os/debian-image-finish.sh',
  }
  mkdirSync(`${imageRoot(recipe)}.part/root`, { recursive: true })
  writeFileSync(`${imageRoot(recipe)}.part/root/half`, '')
  const before = readdirSync('/var/lib/pglab/images').filter((name) => !name.endsWith('.part'))
  await t.rejects(
    buildImage(recipe, () => {}),
    { code: 3 },
    'packages that cannot be had are one sentence',
  )
  t.same(readdirSync('/var/lib/pglab/images'), before, 'and the images in use are untouched')
})
