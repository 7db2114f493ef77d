import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import t from 'tap'
import { labNames } from '../../src/lab/load.ts'
import { root } from '../../src/root.ts'
import { built, filesOf, systems } from './built.ts'

const folder = t.testdir()
const isInstalled = spawnSync('shellcheck', ['--version']).status === 0

const scriptsBelow = (place: string): string[] =>
  readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sh'))
    .map((file) => join(root, place, file))

const machineScripts = labNames().flatMap((lab) =>
  systems.flatMap((os) =>
    filesOf(built(lab, os))
      .filter(([path]) => path.endsWith('.sh'))
      .map(([path, script]): [string, string] => [`${lab}/${os}/${path}`, script]),
  ),
)
const generated = [...machineScripts, ...once(machineScripts.flatMap(innerScripts))].map(store)

/** The scripts that a script puts on its machine: to shellcheck they are only text. */
function innerScripts([outer, script]: [string, string]): [string, string][] {
  const documents = script.matchAll(/^put (\S+) .*<<'END_OF_FILE'\n(#!\S*[ /](?:ba)?sh\n[\s\S]*?\n)END_OF_FILE$/gm)
  return [...documents].map(([, path = '', text = '']) => [`${outer}${path}`.replace('.sh', ''), text])
}

/** Most of what one machine has, the next one has too. */
function once(scripts: readonly [string, string][]): [string, string][] {
  return [...new Map(scripts.map(([path, text]) => [text, path]))].map(([text, path]) => [path, text])
}

function store([path, text]: [string, string]): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

function complaints(files: readonly string[]): Map<string, string[]> {
  const { stdout } = spawnSync('shellcheck', ['--norc', '--format=json1', ...files], { encoding: 'utf8' })
  const { comments } = JSON.parse(stdout) as {
    comments: { file: string; line: number; column: number; code: number; message: string }[]
  }
  return new Map(
    files.map((file) => [
      file,
      comments
        .filter((comment) => comment.file === file)
        .map(({ line, column, code, message }) => `${line}:${column} SC${code} ${message}`),
    ]),
  )
}

for (const [what, files] of Object.entries({
  'scripts of the machines': generated,
  'scripts of the repository': [...scriptsBelow('provision'), ...scriptsBelow('bench')],
})) {
  t.test(what, { skip: isInstalled ? false : 'shellcheck is not installed' }, (t) => {
    for (const [file, found] of complaints(files))
      t.strictSame(found, [], relative(file.startsWith(folder) ? folder : root, file))
    t.end()
  })
}
