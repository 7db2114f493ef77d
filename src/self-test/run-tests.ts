import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ExitCode, exit, wrongUsage } from '../errors.ts'
import { root } from '../root.ts'

const testsIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file))

interface Part {
  /** Program and arguments, run in the project's folder. */
  command: readonly string[]
  /** Whether it speaks TAP; other programs count as one test. */
  tap: boolean
}

/** A log wants failures and a sum; a person at a terminal likes to see it move. */
const reporter = process.stdout.isTTY ? 'base' : 'terse'

const tap = (...args: string[]): Part => ({
  command: ['node_modules/.bin/tap', `--reporter=${reporter}`, ...args],
  tap: true,
})

/** Live tests mostly wait, so two files at a time suit a machine of two cores; each may take minutes. */
const live = (...files: string[]): Part => tap('--jobs=2', '--timeout=900', ...files)

const parts: Record<string, readonly Part[]> = {
  check: [
    { command: ['node_modules/.bin/tsc', '--noEmit'], tap: false },
    { command: ['node_modules/.bin/biome', 'check', '--error-on-warnings', '.'], tap: false },
  ],
  fast: [tap()],
  live: [live(...testsIn('test/live'))],
}

const long: readonly Part[] = [live(...testsIn('test/long'))]

/** Runs the named part, or all; ends with a line that says how many passed and failed. */
export async function runTests(name: string | undefined, longOnes: boolean): Promise<ExitCode> {
  if (name !== undefined && !(name in parts)) {
    throw wrongUsage(
      {
        en: 'There is no part "{name}" of the tests. Known: {known}.',
        ru: 'Части тестов «{name}» нет. Есть: {known}.',
      },
      { name: name.slice(0, 60), known: Object.keys(parts).join(', ') },
    )
  }
  const chosen = longOnes ? long : name === undefined ? Object.values(parts).flat() : (parts[name] ?? [])
  const total = { passed: 0, failed: 0 }
  for (const part of chosen) {
    const { passed, failed } = await runPart(part)
    total.passed += passed
    total.failed += failed
  }
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? exit.done : exit.notPassed
}

async function runPart({ command, tap: speaksTap }: Part): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'pglab-test-'))
  const raw = join(folder, 'raw.tap')
  const [program = '', ...args] = command
  console.log(`\n> ${command.join(' ')}`)
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(join(root, program), [...args, ...(speaksTap ? [`--output-file=${raw}`] : [])], {
      cwd: root,
      stdio: 'inherit',
    })
    child.once('error', reject)
    child.once('close', (status) => resolve(status ?? 1))
  })
  const counted = speaksTap ? await count(raw) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  rmSync(folder, { recursive: true, force: true })
  // A run that broke down before it could fail a test has failed all the same.
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

/** Counts assertions, not the subtests that hold them. */
async function count(file: string): Promise<{ passed: number; failed: number }> {
  const { Parser } = await import('tap-parser')
  const counted = { passed: 0, failed: 0 }
  const parser = new Parser()
  parser.on('result', ({ ok, todo, skip }: { ok: boolean; todo?: unknown; skip?: unknown }) => {
    if (!todo && !skip) counted[ok ? 'passed' : 'failed']++
  })
  parser.end(readFileSync(file, 'utf8'))
  return counted
}
