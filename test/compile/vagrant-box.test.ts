import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { compile } from '../../src/compile/compile.ts'
import { secretsFrom } from '../../src/compile/secrets.ts'
import { run } from '../../src/host/run.ts'
import { loadLab } from '../../src/lab/load.ts'
import { writeFiles } from '../../src/lifecycle/write-build.ts'
import { loadKnown } from '../../src/registry.ts'
import { withoutVagrant as skip, standInEnvironment } from '../providers/vagrant/real-vagrant.ts'
import { fixedSeed } from './built.ts'

// The real Vagrant fetches a box. It cannot make a machine of it, for VirtualBox is only stood in for.
t.setTimeout(500_000)

const known = await loadKnown()

/** A person's folders: spaces, and letters that are not those of ASCII. */
const home = t.testdir({
  'Иван Петров': { 'Мои лаборатории': { lab: {}, list: {} }, vagrant: {}, machines: {} },
  box: { 'metadata.json': '{"provider":"virtualbox"}', 'box.ovf': '', Vagrantfile: '' },
})
const person = join(home, 'Иван Петров')
const place = (name: string) => join(person, 'Мои лаборатории', name)
const boxFile = join(home, 'good.box')
spawnSync('tar', ['-czf', boxFile, '-C', join(home, 'box'), 'metadata.json', 'box.ovf', 'Vagrantfile'])

const env = {
  ...process.env,
  ...standInEnvironment(join(person, 'vagrant'), join(person, 'machines')),
  NO_PROXY: '127.0.0.1',
}
const vagrant = (name: string, ...args: string[]) => run('vagrant', args, { cwd: place(name), env, limit: 90_000 })
const boxes = async () => (await vagrant('lab', 'box', 'list')).stdout.trim()

/** Serves one box; every other address is dead, as those of a release that has gone. */
async function server(): Promise<{ base: string; asked: string[] }> {
  const asked: string[] = []
  const http = createServer(({ method, url }, answer) => {
    asked.push(`${method} ${url}`)
    if (url !== '/good.box') return answer.writeHead(404).end()
    const box = readFileSync(boxFile)
    answer.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': box.length })
    answer.end(method === 'HEAD' ? undefined : box)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  t.teardown(() => http.close())
  return { base: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, asked }
}

const { base, asked } = await server()
const urls = [`${base}/gone.box`, `${base}/good.box`]

function writeLab(box: object): void {
  const lab = loadLab('patroni', known)
  mkdirSync(join(place('lab'), 'machines'), { recursive: true })
  writeFiles(compile({ lab, os: 'rocky9', known, box, language: 'ru', secrets: secretsFrom(fixedSeed) }), place('lab'))
}

t.test('an address that is dead does not keep Vagrant from the next one', { skip }, async (t) => {
  writeLab({ urls })
  const { stdout, stderr } = await vagrant('lab', 'up', 'pg02', '--provider=virtualbox')
  t.match(stderr, new RegExp(`Адрес образа не отвечает: ${urls[0]}`), 'it is said which one is dead')
  t.match(stdout, /Successfully added box 'bento\/rockylinux-9' \(v0\) for 'virtualbox'/)
  t.match(await boxes(), /^bento\/rockylinux-9 \(virtualbox, 0\)$/)

  asked.length = 0
  await vagrant('lab', 'up', 'pg02', '--provider=virtualbox')
  t.strictSame(asked, [], 'a box that is here is not looked for again')

  const valid = await vagrant('lab', 'validate')
  t.match(valid, { code: 0, stdout: /validated successfully/ }, 'the folder’s name is no hindrance')
  await vagrant('lab', 'box', 'remove', 'bento/rockylinux-9', '--force')
  t.match(await boxes(), /no installed boxes/)
})

t.test('a file beside the Vagrantfile comes before all addresses', { skip }, async (t) => {
  writeLab({ urls })
  mkdirSync(join(place('lab'), 'boxes'))
  spawnSync('cp', [boxFile, join(place('lab'), 'boxes/rocky9-virtualbox.box')])
  asked.length = 0
  await vagrant('lab', 'up', 'ns', '--provider=virtualbox')
  t.match(await boxes(), /^bento\/rockylinux-9 \(virtualbox, 0\)$/)
  t.strictSame(asked, [])
})

t.test('why the list is not left to Vagrant', { skip }, async (t) => {
  const list = urls.map((url) => `"${url}"`).join(', ')
  const text = `Vagrant.configure("2") { |config| config.vm.box = "list"; config.vm.box_url = [${list}] }\n`
  writeFileSync(join(place('list'), 'Vagrantfile'), text)
  const { code, stderr } = await vagrant('list', 'up', '--provider=virtualbox')
  t.match([code, stderr], [1, /error while downloading the metadata for this box/], 'one dead address ends it')
})
