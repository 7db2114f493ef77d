import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { makeBox } from '../../src/bundle/box/make-box.ts'
import { boxRecipe } from '../../src/bundle/box/recipe.ts'
import { run } from '../../src/host/run.ts'
import { loadLab } from '../../src/lab/load.ts'
import type { Runner } from '../../src/providers/vagrant/runner.ts'
import { loadKnown } from '../../src/registry.ts'
import { folderFor, make, makeBoxFile } from './made.ts'

const known = await loadKnown()
const lab = loadLab('patroni', known)
const signal = new AbortController().signal

t.test('what is no box is not packed', async (t) => {
  const folder = folderFor(t)
  const out = join(folder, 'lab.zip')
  const page = join(folder, 'page.box')
  writeFileSync(page, '<html>Log in first</html>')
  await t.rejects(make(out, { withBox: page }), { code: 2, message: /is no box of Vagrant/ })
  await t.rejects(make(out, { withBox: join(folder, 'none.box') }), { code: 2, message: /There is no file/ })
  const odd = await makeBoxFile(folder, 'odd.box', '{"provider":"hyperv"}')
  await t.rejects(make(out, { withBox: odd }), { code: 2, message: /is no box of Vagrant/ })
  const strange = await makeBoxFile(folder, '-x:1 ящик.box')
  await make(join(folder, 'strange'), { withBox: strange })
  t.notOk(existsSync(out), 'nothing was written')
})

t.test('a box is fetched', async (t) => {
  const folder = folderFor(t)
  const bytes = readFileSync(await makeBoxFile(folder))
  const server = createServer((asked, answer) => {
    if (asked.url === '/lab.box') return answer.end(bytes)
    if (asked.url === '/broken.box') {
      answer.writeHead(200, { 'content-length': bytes.length })
      answer.write(bytes.subarray(0, 100))
      return setImmediate(() => answer.destroy())
    }
    return answer.writeHead(404).end('not here')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await make(join(folder, 'lab'), { withBox: `${url}/lab.box` })
  t.ok(readFileSync(join(folder, 'lab/boxes/rocky9-virtualbox.box')).equals(bytes))
  for (const path of ['/none.box', '/broken.box']) {
    await t.rejects(make(join(folder, 'no.zip'), { withBox: url + path }), { code: 3, message: /could not be fetched/ })
  }
  await t.rejects(make(join(folder, 'no.zip'), { withBox: 'http://127.0.0.1:1/x.box' }), {
    message: /ECONNREFUSED|bad port/,
  })
  t.notOk(
    readdirSync(folder).some((name) => name.endsWith('.part')),
    'nothing half-done is left',
  )
})

t.test('the recipe of a box', async (t) => {
  for (const os of known.systems.keys()) {
    const { script, vagrantfile } = boxRecipe(lab, os, known)
    const checked = await run('bash', ['-n'], { input: script.text })
    t.match(checked, { code: 0, stderr: '' }, `${os}: bash can read it`)
    for (const name of ['patroni', 'haproxy', 'pgbouncer']) t.match(script.text, new RegExp(`^  ${name}( \\\\)?$`, 'm'))
    t.match(vagrantfile, /insert_key = false/, 'the key of one machine must not get into all copies')
    t.match(vagrantfile, /"box" => /)
    t.notMatch(vagrantfile, /"pg01" => /)
    t.equal(script.path, 'machines/box.sh')
    const shell = await run('shellcheck', ['-s', 'bash', '-e', 'SC2034,SC2317', '-'], { input: script.text }).catch(
      () => undefined,
    )
    if (shell) t.match(shell, { code: 0, stdout: '' }, `${os}: shellcheck`)
  }
})

/** A stand-in for Vagrant and VirtualBox that notes what it is told and packages a small box. */
function standIn(folder: string, fails?: string) {
  const lines: string[] = []
  const runner: Runner = async (program, args, options) => {
    const line = [program, ...args].join(' ')
    lines.push(line.replaceAll(folder, ''))
    const ok = { code: 0, stdout: '', stderr: '' }
    if (line === 'vagrant --version') return { ...ok, stdout: 'Vagrant 2.4.9\n' }
    if (program.includes('VBoxManage')) return { ...ok, stdout: '7.1.4r165100\n' }
    if (fails && args[0] === fails) return { code: 1, stdout: '', stderr: 'No space left on device\n' }
    const script = join(options?.cwd ?? '', 'machines/box.sh')
    if (args[0] === 'up' && !existsSync(script)) return { code: 1, stdout: '', stderr: 'no script\n' }
    if (args[0] === 'package') writeFileSync(args[3] ?? '', 'a box')
    return ok
  }
  return { lines, runner }
}

t.test('a box is made by Vagrant, once', async (t) => {
  process.env.PGLAB_HOME = folderFor(t)
  const { lines, runner } = standIn(process.env.PGLAB_HOME)
  const file = await makeBox(lab, 'rocky9', known, () => {}, signal, runner)
  t.equal(readFileSync(file, 'utf8'), 'a box')
  const told = lines.filter((line) => /^vagrant (up|halt|package|destroy)/.test(line))
  t.match(told, [
    'vagrant up --provider virtualbox',
    'vagrant halt',
    /^vagrant package box --output .*\.part$/,
    'vagrant destroy -f',
  ])
  const before = lines.length
  t.equal(await makeBox(lab, 'rocky9', known, () => {}, signal, runner), file)
  t.equal(lines.length, before, 'the second time it is there')
  const other = { ...lab, machines: lab.machines.map((machine) => ({ ...machine, roles: ['base'] })) }
  t.not(await makeBox(other, 'rocky9', known, () => {}, signal, runner), file, 'another lab wants another box')
})

t.test('a box that cannot be made', async (t) => {
  process.env.PGLAB_HOME = folderFor(t)
  for (const step of ['up', 'package']) {
    const { lines, runner } = standIn(process.env.PGLAB_HOME, step)
    await t.rejects(
      makeBox(lab, 'rocky9', known, () => {}, signal, runner),
      {
        code: 3,
        message: new RegExp(`vagrant ${step}.* failed`),
        details: [/No space left/],
      },
    )
    t.equal(lines.at(-1), 'vagrant destroy -f', 'no machine is left behind')
  }
  const nothing: Runner = async () => {
    throw new Error('not installed')
  }
  await t.rejects(
    makeBox(lab, 'rocky9', known, () => {}, signal, nothing),
    {
      code: 3,
      message: /this computer cannot run it: Vagrant is not installed.*--with-box FILE/,
    },
  )
})
