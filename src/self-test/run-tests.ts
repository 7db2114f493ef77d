import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type ExitCode, exit, wrongUsage } from '../errors.ts'
import { root } from '../root.ts'
import { type Outcome, readTap } from './read-tap.ts'
import { rehearsalImage } from './rehearsal.ts'

interface Part {
  /** Program and arguments, run in the project's folder. */
  command: readonly string[]
  /** Whether it speaks TAP; other programs count as one test. */
  tap: boolean
  /** Further variables of its environment. */
  env?: NodeJS.ProcessEnv
}

const liveTest = (name: string): string => join('test/live', `${name}.test.ts`)

const testsIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file))

const tap = (...args: string[]): Part => ({ command: ['node_modules/.bin/tap', ...args], tap: true })

/** Live tests mostly wait, so two files at a time suit a machine of two cores; each may take minutes. */
const live = (...files: string[]): Part => tap('--jobs=2', '--timeout=900', ...files)

/** Proves exercises on instances of its own; the named one stands for all, which take half an hour. */
const prove = (...exercises: string[]): Part => ({
  command: ['./pglab', 'author', 'verify', ...exercises, '--jobs', '2'],
  tap: false,
})

/** With these the whole takes ten minutes or a little more; the others are among the long ones. */
const brief = ['interrupt', 'lifecycle']

const parts: Record<string, () => readonly Part[]> = {
  check: () => [
    { command: ['node_modules/.bin/tsc', '--noEmit'], tap: false },
    { command: ['node_modules/.bin/biome', 'check', '--error-on-warnings', '.'], tap: false },
  ],
  fast: () => [tap()],
  live: () => [live(...brief.map(liveTest))],
  course: () => [prove('patroni/05-reload-parameter', 'repmgr/01-tour')],
}

/** Live tests of the clusters themselves. */
const clusters = ['failover', 'repmgr']
/** Those of the machines under them; what is left proves the command line and the course, whatever machines run. */
const anySystem = [...clusters, 'lifecycle', 'snapshots']

/** The scripts of Rocky Linux 9 where everything but the programs is as it is there, see docs/rocky.md. */
const el9 = (names: readonly string[]): readonly Part[] => [
  { command: ['node_modules/.bin/tsx', 'test/rehearsal/el9/image.ts'], tap: false },
  {
    ...live(...testsIn('test/rehearsal/el9'), ...names.map(liveTest)),
    env: { PGLAB_TEST_OS: 'rocky9', PGLAB_IMAGE: rehearsalImage() },
  },
]

/** These run only when they are named or with the long ones: they install programs or take very long. */
const byName: typeof parts = {
  el9: () => el9(anySystem),
  vagrant: () => [tap('--timeout=14400', ...testsIn('test/rehearsal/vagrant'))],
}

const long = (): readonly Part[] => {
  const briefly = brief.map(liveTest)
  return [
    live(...testsIn('test/live').filter((file) => !briefly.includes(file))),
    ...el9(clusters),
    live(...testsIn('test/long')),
  ]
}

/** Runs the named part, or all; ends with a line that says how many passed and failed. */
export async function runTests(name: string | undefined, longOnes: boolean): Promise<ExitCode> {
  const all = { ...parts, ...byName }
  if (name !== undefined && !Object.hasOwn(all, name)) {
    throw wrongUsage(
      {
        en: 'There is no part "{name}" of the tests. Known: {known}.',
        ru: 'Части тестов «{name}» нет. Есть: {known}.',
      },
      { name: name.slice(0, 60), known: Object.keys(all).join(', ') },
    )
  }
  const named = name === undefined ? Object.values(parts).flatMap((make) => make()) : (all[name]?.() ?? [])
  const chosen = longOnes ? long() : named
  const outcomes: Outcome[] = []
  for (const part of chosen) outcomes.push(await runPart(part))
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed.length, 0)
  for (const failure of outcomes.flatMap((outcome) => outcome.failed)) console.log(`\nFAILED ${failure}`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? exit.done : exit.notPassed
}

async function runPart({ command, tap: speaksTap, env }: Part): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'pglab-test-'))
  const raw = join(folder, 'raw.tap')
  console.log(`\n> ${command.join(' ')}`)
  const code = await follow(command, env, speaksTap ? raw : undefined)
  const outcome = speaksTap ? await readTap(raw) : { passed: code === 0 ? 1 : 0, failed: [] }
  rmSync(folder, { recursive: true, force: true })
  // A run that broke down before it could fail a test has failed all the same.
  return code !== 0 && outcome.failed.length === 0 ? { ...outcome, failed: [command.join(' ')] } : outcome
}

/** Runs a program. A person sees tap's own display; a log gets one line for each file of tests. */
function follow(
  command: readonly string[],
  env: NodeJS.ProcessEnv | undefined,
  raw: string | undefined,
): Promise<number> {
  const [program = '', ...args] = command
  const forLog = raw !== undefined && !process.stdout.isTTY
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, program), [...args, ...(raw ? [`--output-file=${raw}`] : [])], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['inherit', forLog ? 'pipe' : 'inherit', 'inherit'],
    })
    const seen = new Set<string>()
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (!/^(not )?ok \d+ - /.test(line) || seen.has(line)) return
        seen.add(line)
        console.log(line)
      })
    }
    child.once('error', reject)
    child.once('close', (status) => resolve(status ?? 1))
  })
}
