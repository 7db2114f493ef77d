import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { run } from '../../src/host/run.ts'
import { root } from '../../src/root.ts'
import { languages, speak } from '../../src/words/say.ts'
import { standInEnvironment, withoutVagrant } from '../providers/vagrant/real-vagrant.ts'
import { folderFor, make, makeBoxFile } from './made.ts'

t.beforeEach(() => speak('en'))

const unzip = await run('unzip', ['-v']).then(
  ({ code }) => code === 0,
  () => false,
)

interface Entry {
  path: string
  mode: string
  time: number[]
  stored: boolean
  size: number
}

/** The entries of an archive by a reader that is not ours; they are unpacked into a folder. */
async function unpack(archive: string, into: string): Promise<Entry[]> {
  const ran = await run('python3', [join(root, 'test/bundle/unpack.py'), archive, into])
  if (ran.code !== 0) throw new Error(ran.stderr)
  return JSON.parse(ran.stdout)
}

const machines = ['ns', 'pg01', 'pg02', 'pg03'].map((name) => `machines/${name}.sh`)

for (const language of languages) {
  t.test(`an archive in ${language}`, async (t) => {
    speak(language)
    const folder = folderFor(t)
    const archive = join(folder, 'lab.zip')
    await make(archive)
    const entries = await unpack(archive, join(folder, 'lab'))
    t.strictSame(
      entries.map(({ path }) => path),
      ['pglab-bundle.json', 'README.md', 'README.html', 'Vagrantfile', ...machines],
    )
    for (const { path, mode, time, stored } of entries) {
      t.equal(mode, path.endsWith('.sh') ? '0o100700' : '0o100644', `${path}: scripts are for their owner alone`)
      t.strictSame(time, [2000, 1, 1, 0, 0, 0], `${path}: the time of day is not told`)
      t.ok(stored, path)
    }
    t.equal(statSync(archive).mode & 0o777, 0o600, 'passwords are in it')
    const text = readFileSync(join(folder, 'lab/README.md'), 'utf8')
    t.equal(/[а-яё]{4}/i.test(text), language === 'ru', 'README in that language')
    t.match(text, /vagrant up --provider virtualbox/)
    t.match(text, /3\.8 (GiB|ГиБ)/, 'the sum of the machines')
    t.notMatch(text, /exercises|Упражнения/, 'nothing is said of exercises where there are none')
    t.notMatch(text, /boxes|undefined|\{\{/, 'nor of a box')
    const vagrantfile = readFileSync(join(folder, 'lab/Vagrantfile'), 'utf8')
    t.equal(/[а-яё]{4}/i.test(vagrantfile), language === 'ru', 'Vagrantfile in that language')
    const html = readFileSync(join(folder, 'lab/README.html'), 'utf8')
    t.match(html, new RegExp(`<html lang="${language}">`))
    t.match(html, /<td><code>pg01<\/code><\/td>/)
  })
}

t.test('exercises come along as Markdown and as pages', async (t) => {
  const folder = folderFor(t)
  await make(join(folder, 'lab'), { exercises: join(root, 'exercises') })
  const read = (path: string) => readFileSync(join(folder, 'lab', path), 'utf8')
  t.match(read('README.md'), '[03. Planned switchover](exercises/03-switchover.md)')
  t.match(read('README.html'), '<a href="exercises/03-switchover.html">03. Planned switchover</a>')
  t.match(read('exercises/03-switchover.md'), '# 03. Planned switchover')
  t.match(read('exercises/03-switchover.html'), '<details><summary>Hints</summary>')
})

t.test('unzip unpacks it, too', { skip: unzip ? false : 'unzip is not installed' }, async (t) => {
  const folder = folderFor(t)
  await make(join(folder, 'lab.zip'))
  const ran = await run('unzip', ['-q', 'lab.zip', '-d', 'out'], { cwd: folder })
  t.match(ran, { code: 0, stderr: '' })
  t.equal(statSync(join(folder, 'out/machines/pg01.sh')).mode & 0o777, 0o700)
})

t.test('the same seed gives the same bytes, another one other scripts', async (t) => {
  const folder = folderFor(t)
  const sums: string[] = []
  for (const [name, zone] of [
    ['one', 'UTC'],
    ['two', 'Asia/Vladivostok'],
  ] as const) {
    // Archives know local time only.
    process.env.TZ = zone
    const archive = join(folder, `${name}.zip`)
    await make(archive)
    sums.push(createHash('sha256').update(readFileSync(archive)).digest('hex'))
  }
  delete process.env.TZ
  t.equal(sums[0], sums[1], 'byte for byte, wherever it is made')
  await make(join(folder, 'a'), {})
  const files = await make(join(folder, 'b'), { seed: 'cd'.repeat(16) })
  const random = await make(join(folder, 'c'), { seed: undefined })
  t.equal(random.length, files.length)
  for (const { path } of files) {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => readFileSync(join(folder, name, path), 'utf8'))
    t.equal(a !== b && b !== c && a !== c, path.endsWith('.sh'), path)
  }
})

t.test('with a box', async (t) => {
  const folder = folderFor(t)
  const box = await makeBoxFile(folder)
  const bytes = readFileSync(box)
  await make(join(folder, 'lab.zip'), { withBox: box })
  const entries = await unpack(join(folder, 'lab.zip'), join(folder, 'lab'))
  t.match(entries.at(-1), { path: 'boxes/rocky9-virtualbox.box', size: bytes.length, stored: true, mode: '0o100644' })
  t.ok(readFileSync(join(folder, 'lab/boxes/rocky9-virtualbox.box')).equals(bytes), 'it is unharmed')
  const sum = createHash('sha256').update(bytes).digest('hex')
  const vagrantfile = readFileSync(join(folder, 'lab/Vagrantfile'), 'utf8')
  t.match(vagrantfile, `box_download_checksum = "${sum}"`)
  t.match(vagrantfile, `box = "pglab/patroni-rocky9-${sum.slice(0, 8)}"`, 'another box has another name')
  t.notMatch(vagrantfile, /https?:\/\//, 'nothing is to be downloaded')
  t.match(readFileSync(join(folder, 'lab/README.md'), 'utf8'), /Nothing is downloaded/)
  await make(join(folder, 'again.zip'), { withBox: box })
  t.ok(
    readFileSync(join(folder, 'again.zip')).equals(readFileSync(join(folder, 'lab.zip'))),
    'reproducible all the same',
  )
  await make(join(folder, 'folder'), { withBox: `file://${box}` })
  t.ok(readFileSync(join(folder, 'folder/boxes/rocky9-virtualbox.box')).equals(bytes), 'the same as a folder')
})

const withVagrant = { timeout: 300_000, skip: withoutVagrant }

t.test('what Vagrant does with an unpacked bundle', withVagrant, async (t) => {
  const folder = folderFor(t)
  // Where students keep things: spaces, and letters that are not English.
  const cwd = join(folder, 'Мои документы/lab 1')
  for (const path of [cwd, join(folder, 'machines')]) mkdirSync(path, { recursive: true })
  await make(join(folder, 'lab.zip'), { withBox: await makeBoxFile(folder) })
  await unpack(join(folder, 'lab.zip'), cwd)
  // A stand-in for VirtualBox: Vagrant takes the box in before it asks for a machine.
  const env = {
    ...process.env,
    ...standInEnvironment(join(folder, 'home'), join(folder, 'machines')),
  }
  const vagrant = (...args: string[]) => run('vagrant', args, { cwd, env })
  t.match(await vagrant('validate', '--ignore-provider'), { code: 0, stdout: /validated successfully/ })
  const up = await vagrant('up', 'ns', '--provider', 'virtualbox')
  t.match(up.stdout, /Successfully added box 'pglab\/patroni-rocky9-[0-9a-f]{8}'/, 'it takes the box out of the folder')
  await vagrant('box', 'remove', '--all', '--force', /added box '(\S+)'/.exec(up.stdout)?.[1] ?? '')
  appendFileSync(join(cwd, 'boxes/rocky9-virtualbox.box'), 'damaged on its way')
  const damaged = await vagrant('up', 'ns', '--provider', 'virtualbox')
  t.match(damaged.stderr, /The checksum of the downloaded box did not match/, 'and refuses one that is not the same')
})
