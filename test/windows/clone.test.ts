import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { root } from '../../src/root.ts'
import { built, filesOf, fixedSeed } from '../compile/built.ts'

/*
 * A clone as Windows may have it: a folder with spaces and Cyrillic letters, CRLF at the end of every line, and no
 * bash. What is built there must be what is built here.
 */
const person = mkdtempSync(join(tmpdir(), 'Иван Петров '))
t.teardown(() => rmSync(person, { recursive: true, force: true }))
const clone = join(person, 'Мои проекты', 'pg lab')

const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
const files = listed.stdout.split('\0').filter((file) => file !== '' && !/^(test|docs|bench|\.)/.test(file))
for (const file of files) {
  mkdirSync(dirname(join(clone, file)), { recursive: true })
  cpSync(join(root, file), join(clone, file))
  writeFileSync(join(clone, file), readFileSync(join(root, file), 'utf8').replace(/\r?\n/g, '\r\n'))
}
symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))

/** No program of the system can be found; only Node itself is there. */
const env = { PATH: join(person, 'nothing'), HOME: person, PGLAB_HOME: join(person, 'дом'), LANG: 'C.UTF-8' }
const pglab = (...args: string[]) =>
  spawnSync(process.execPath, [join(clone, 'pglab.mjs'), ...args], { cwd: person, env, encoding: 'utf8' })

t.test('build in such a clone', { timeout: 240_000 }, (t) => {
  const out = join(person, 'Лаборатория 1')
  mkdirSync(out)
  writeFileSync(join(out, '.seed'), fixedSeed)
  const ran = pglab('build', 'patroni', '--os', 'rocky9', '--out', out, '--lang', 'en')
  t.equal(ran.status, 0, ran.stderr)
  for (const [path, text] of filesOf(built('patroni', 'rocky9'))) {
    t.notMatch(text, /\r/, `${path}: no CR`)
    t.ok(readFileSync(join(out, path), 'utf8') === text, `${path}: the same as here`)
  }
  t.end()
})

t.test('what it says names the command that works there', (t) => {
  const ran = pglab('status', '--lang', 'ru')
  t.match([ran.status, ran.stderr], [2, /Поднять: \.\/pglab up|Поднять: npx pglab up/])
  t.end()
})

t.test('without npm packages, and without npm to fetch them', (t) => {
  rmSync(join(clone, 'node_modules'))
  const ran = pglab('status', '--lang=ru')
  t.strictSame([ran.status, ran.stderr], [3, 'Сначала установите пакеты npm: npm ci\n'])
  t.end()
})

t.test('what git hands out ends its lines with LF', (t) => {
  const paths = files.filter((file) => /\.(sh|njk|ts|yaml|py)$/.test(file))
  const { stdout } = spawnSync('git', ['check-attr', 'eol', '--', ...paths], { cwd: root, encoding: 'utf8' })
  const said = stdout.trim().split('\n')
  t.equal(said.length, paths.length)
  t.strictSame(
    said.filter((line) => !line.endsWith(': eol: lf')),
    [],
  )
  t.end()
})
