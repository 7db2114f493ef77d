import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import t from 'tap'
import { root } from '../../src/root.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const inDocs = readdirSync(join(root, 'docs'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file}`)
const documents = ['README.md', 'README.ru.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...inDocs]
const twinOf = (english: string): string => english.replace(/\.md$/, '.ru.md')
/** Documents that have a twin, by their English one. */
const twins = ['README.md', ...inDocs.filter((path) => !path.endsWith('.ru.md'))]

/** The text of a document without its code blocks. */
const prose = (path: string): string => read(path).replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '')

const headings = (path: string): { level: number; text: string }[] =>
  [...prose(path).matchAll(/^(#{1,6}) (.+)$/gm)].map(([, marks, text]) => ({
    level: marks?.length ?? 0,
    text: text ?? '',
  }))

/** The anchor that a heading gets: small letters, spaces as hyphens, nothing else but letters and digits. */
const anchor = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

/** How many rows each table has. */
const tableSizes = (path: string): number[] =>
  [...prose(path).matchAll(/(?:^\|.*\|\n?)+/gm)].map(([table]) => table.trim().split('\n').length)

/** The first cells of all rows of all tables. */
const firstCells = (path: string): string[] =>
  [...prose(path).matchAll(/^\| (.*?)(?<!\\) \|/gm)].map(([, cell]) => cell ?? '')

const quoted = (word: string, path: string): boolean => prose(path).includes(`\`${word}\``)

t.test('every document has its twin with the same structure', (t) => {
  const english = inDocs.filter((path) => path.endsWith('.ru.md')).map((path) => path.replace(/\.ru\.md$/, '.md'))
  t.strictSame(
    english.filter((path) => !inDocs.includes(path)),
    [],
    'nothing is in Russian alone',
  )
  for (const path of twins) {
    const twin = twinOf(path)
    if (!existsSync(join(root, twin))) {
      t.fail(`${path} has no twin ${twin}`)
      continue
    }
    const levels = [path, twin].map((one) => headings(one).map(({ level }) => level))
    t.strictSame(levels[1], levels[0], `${twin} has the headings of ${path}`)
    t.strictSame(tableSizes(twin), tableSizes(path), `${twin} has as many rows in its tables as ${path}`)
    t.match(read(twin), /[а-яё]{3}/i, `${twin} is in Russian`)
    t.match(read(path).split('\n').slice(0, 4).join('\n'), `](${basename(twin)})`, `${path} leads to its twin`)
    t.match(read(twin).split('\n').slice(0, 4).join('\n'), `](${basename(path)})`, `${twin} leads to its twin`)
  }
  t.end()
})

t.test('every command is in the table of both READMEs, and no other', (t) => {
  const commands = readdirSync(join(root, 'src/commands'))
    .map((file) => basename(file, '.ts'))
    .sort()
  for (const path of ['README.md', 'README.ru.md']) {
    const listed = firstCells(path).flatMap((cell) => /^`\.\/pglab ([a-z]+)/.exec(cell)?.[1] ?? [])
    t.strictSame(listed.sort(), commands, path)
  }
  t.end()
})

t.test('links and pictures lead somewhere', (t) => {
  for (const path of documents) {
    for (const [, target = ''] of prose(path).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [file, fragment] = target.split('#')
      const place = file ? join(dirname(path), file) : path
      t.ok(existsSync(join(root, place)), `${path}: ${target}`)
      if (fragment === undefined) continue
      t.ok(
        headings(place).some(({ text }) => anchor(text) === decodeURIComponent(fragment)),
        `${path}: ${target} is a heading there`,
      )
    }
  }
  t.end()
})

t.test('files that the documents name are there', (t) => {
  const folders = /^(bench|docs|labs|provision|schemas|src|test)\//
  for (const path of documents) {
    for (const [, name = ''] of prose(path).matchAll(/`([a-z][\w./-]*)`/g)) {
      // The example of a role that is not there is the point of its chapter.
      if (!folders.test(name) || name.startsWith('provision/motd/')) continue
      t.ok(existsSync(join(root, name)), `${path}: ${name}`)
    }
  }
  t.end()
})

t.test('every key of a lab file is explained', (t) => {
  for (const path of ['docs/labs.md', 'docs/labs.ru.md']) {
    for (const key of keysOf(JSON.parse(read('schemas/lab.schema.json')))) t.ok(quoted(key, path), `${path}: ${key}`)
  }
  t.end()
})

/** The names of all properties of a JSON Schema, at any depth. */
function keysOf(schema: unknown): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set()
  const { properties } = schema as { properties?: Record<string, unknown> }
  const inner = Object.values(schema).flatMap((part) => [...keysOf(part)])
  return new Set([...Object.keys(properties ?? {}), ...inner])
}

t.test('every dependency has its reason', (t) => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const npm = Object.keys({ ...dependencies, ...devDependencies })
  const debian = [...read('pglab').matchAll(/^ *need \S+ (\S+)$/gm)].map(([, name]) => name ?? '')
  t.ok(debian.length > 0, 'the launcher names Debian packages')
  for (const path of ['docs/dependencies.md', 'docs/dependencies.ru.md']) {
    for (const name of [...npm, ...debian]) t.ok(quoted(name, path), `${path}: ${name}`)
  }
  t.end()
})

t.test('every role is in the tables of lab files', (t) => {
  const folder = join(root, 'provision')
  const roles = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'role.ts')))
  for (const path of ['docs/labs.md', 'docs/labs.ru.md']) {
    for (const role of roles) t.ok(firstCells(path).includes(`\`${role}\``), `${path}: ${role}`)
  }
  t.end()
})

t.test('pictures can be heard and are seen on a dark page', (t) => {
  const pictures = readdirSync(join(root, 'docs/img')).filter((file) => statSync(join(root, 'docs/img', file)).isFile())
  for (const file of pictures) {
    const picture = read(`docs/img/${file}`)
    t.match(picture, /<svg [^>]*role="img"[^>]*aria-labelledby="title desc"/, `${file} names what says it`)
    t.match(picture, /<title id="title">[^<]+<\/title>\s*<desc id="desc">[^<]{40,}<\/desc>/, `${file} has words`)
    t.match(picture, /<rect x="1" y="1" [^>]*fill="#f[^"]+"/, `${file} has a light ground of its own`)
    t.ok(
      documents.some((path) => read(path).includes(`img/${file})`)),
      `${file} is shown somewhere`,
    )
  }
  t.end()
})
