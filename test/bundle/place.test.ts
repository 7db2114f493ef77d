import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { run } from '../../src/cli/run.ts'
import { folderFor, make, makeBoxFile, seed } from './made.ts'

/** The command as it is typed; what it says comes back. */
async function typed(t: Test, ...words: string[]): Promise<{ code: number; said: string; errors: string }> {
  const out = t.capture(console, 'log')
  const err = t.capture(console, 'error')
  const code = await run(['bundle', '--lang', 'en', ...words])
  const text = (calls: { args: unknown[] }[]) => calls.map(({ args }) => args.join(' ')).join('\n')
  return { code, said: text(out()), errors: text(err()) }
}

t.beforeEach((t) => {
  process.env.XDG_CONFIG_HOME = folderFor(t)
  delete process.env.CI
})

t.test('what is no bundle is never overwritten, whatever is said', async (t) => {
  const folder = folderFor(t)
  writeFileSync(join(folder, 'thesis.zip'), 'PK\x03\x04 but something else')
  writeFileSync(join(folder, 'file'), 'mine')
  mkdirSync(join(folder, 'work'))
  writeFileSync(join(folder, 'work/notes'), 'mine')
  mkdirSync(join(folder, 'folder.zip'))
  for (const name of ['thesis.zip', 'file', 'work', 'folder.zip']) {
    const { code, errors } = await typed(t, '--out', join(folder, name), '--yes')
    t.equal(code, 2, name)
    t.match(errors, /is there and is no bundle.*--out/, name)
  }
  t.equal(readFileSync(join(folder, 'work/notes'), 'utf8'), 'mine')
})

t.test('a bundle is replaced after a question', async (t) => {
  const folder = folderFor(t)
  for (const name of ['lab.zip', 'lab']) {
    const out = join(folder, name)
    t.match(await typed(t, '--out', out), {
      code: 0,
      said: /lab(\.zip)?: \d+ files.*README\.html.*passwords/s,
      errors: '',
    })
    const asked = await typed(t, '--out', out)
    t.match(asked, { code: 2, errors: /asks before it acts.*--yes/ }, 'nobody is there to answer')
    t.match(await typed(t, '--out', out, '--yes'), { code: 0 })
  }
})

t.test('a folder keeps what is not ours and loses what is not there any more', async (t) => {
  const folder = folderFor(t)
  const lab = join(folder, 'lab')
  await make(lab, { withBox: await makeBoxFile(folder) })
  mkdirSync(join(lab, '.vagrant'))
  writeFileSync(join(lab, '.vagrant/id'), 'a machine')
  t.ok(existsSync(join(lab, 'boxes/rocky9-virtualbox.box')))
  await make(lab)
  t.notOk(existsSync(join(lab, 'boxes/rocky9-virtualbox.box')), 'the box is in the new bundle no more')
  t.ok(existsSync(join(lab, '.vagrant/id')))
  const manifest = join(lab, 'pglab-bundle.json')
  writeFileSync(join(folder, 'outside'), 'mine')
  writeFileSync(manifest, JSON.stringify({ files: ['../outside', '/etc/hostname', 'machines/../../outside'] }))
  await make(lab)
  t.ok(existsSync(join(folder, 'outside')), 'a manifest leads nowhere outside')
})

t.test('what people type wrong', async (t) => {
  const folder = folderFor(t)
  const out = join(folder, 'lab.zip')
  const cases: [words: string[], code: number, sentence: RegExp][] = [
    [['--out', out, '--seed', 'xyz'], 2, /"xyz" is no seed.*openssl rand -hex 32/],
    [['--out', out, '--seed', 'abc'.repeat(11)], 2, /is no seed/],
    [['--out', out, '--os', 'win'], 2, /no operating system "win"/],
    [['--out', out, '--os', 'centos7'], 2, /CentOS 7/],
    [['patrony', '--out', out], 2, /Did you mean "patroni"/],
    [['--out', out, '--box-url', '/tmp/x.box'], 2, /cannot reach.*--with-box FILE/],
    [[], 2, /--out/],
    [['--out', '/etc/hostname/no/lab.zip'], 3, /cannot be written/],
  ]
  for (const [words, code, sentence] of cases) {
    const ended = await typed(t, ...words)
    t.equal(ended.code, code, words.join(' '))
    t.match(ended.errors, sentence)
    t.equal(ended.errors.split('\n').length, 1, 'one sentence')
  }
  t.notOk(existsSync(out))
})

t.test('interrupted, it leaves the old bundle and nothing half-done', async (t) => {
  const folder = folderFor(t)
  const out = join(folder, 'lab.zip')
  await make(out)
  const before = readFileSync(out)
  const controller = new AbortController()
  controller.abort(new Error('Ctrl-C'))
  await t.rejects(make(out, { seed: `${seed}ff`, withBox: await makeBoxFile(folder) }, controller.signal))
  t.ok(readFileSync(out).equals(before))
  t.notOk(existsSync(`${out}.part`))
})
