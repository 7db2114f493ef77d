#!/usr/bin/env node
// `npx pglab`: the launcher for computers without bash, above all Windows. It does what virtual machines need of the
// launcher `pglab`: installs npm packages and compiles, where that has not been done. Containers need the other one.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Until the program is there, the language can only be taken from the command line and the locale. */
const words = process.argv.slice(2)
const option = words.findIndex((word) => /^--lang(=|$)/.test(word))
const asked = option < 0 ? Intl.DateTimeFormat().resolvedOptions().locale : words[option].slice(7) || words[option + 1]
function giveUp(en, ru) {
  console.error(asked?.startsWith('ru') ? ru : en)
  process.exit(3)
}

const node = process.versions.node
if (Number.parseInt(node, 10) < 20) {
  giveUp(`pglab needs Node.js 20 or newer; this is ${node}.`, `Нужен Node.js 20 или новее; здесь ${node}.`)
}
const here = import.meta.dirname
const program = join(here, 'dist/src/cli.js')

if (!existsSync(join(here, 'node_modules/esbuild'))) {
  // npx says where npm is; on Windows npm itself is a script that only a shell could run.
  const npm = process.env.npm_execpath?.replace(/npx-cli\.js$/, 'npm-cli.js')
  if (!npm || !existsSync(npm))
    giveUp('First install the npm packages: npm ci', 'Сначала установите пакеты npm: npm ci')
  run([npm, 'ci', '--omit=dev', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'])
}
if (isStale()) run(['build.mjs'])
await import(pathToFileURL(program).href)

/** Runs a Node program in the project's folder to its end; what it prints goes beside our own output. */
function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: here, stdio: ['ignore', process.stderr, 'inherit'] })
  if (status !== 0)
    giveUp('pglab could not be prepared; the reason is above.', 'Подготовить pglab не удалось; причина выше.')
}

function isStale() {
  if (!existsSync(program)) return true
  const compiled = statSync(program).mtimeMs
  const sources = ['src', 'provision', 'checks'].flatMap((folder) =>
    readdirSync(join(here, folder), { recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  )
  return [...sources, 'build.mjs', 'package-lock.json'].some((file) => statSync(join(here, file)).mtimeMs > compiled)
}
