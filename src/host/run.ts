import { spawn } from 'node:child_process'
import { cannot } from '../errors.ts'

export interface Ran {
  code: number
  stdout: string
  stderr: string
}

export interface RunOptions {
  /** ms; afterwards the program is killed. */
  limit?: number
  input?: string
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Told every line of both streams as it comes. */
  onLine?: (line: string) => void
  signal?: AbortSignal
}

/** No program the kit calls has a reason to say more; what comes later is dropped. */
const maxOutput = 8 * 1024 * 1024

/** Runs a program of the host to its end and gives what it said, whatever its exit code. Never a shell. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.limit ?? 60_000,
      killSignal: 'SIGKILL',
      signal: options.signal,
    })
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      const tell = options.onLine && lines(options.onLine)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        if (said[stream].length < maxOutput) said[stream] += text
        tell?.(text)
      })
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') return reject(error)
      reject(
        cannot(
          {
            en: 'The program {program} is not installed. Install what is missing with: ./pglab doctor',
            ru: 'Программа {program} не установлена. Чего не хватает, покажет ./pglab doctor',
          },
          { program },
          [],
          error,
        ),
      )
    })
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), ...said }))
    child.stdin.on('error', () => {}) // a program that does not read its input may close it
    child.stdin.end(options.input ?? '')
  })
}

/** Runs a program that must succeed. Its last words are the details of the error. */
export async function must(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const ran = await run(program, args, options)
  if (ran.code === 0) return ran.stdout
  throw cannot(
    { en: '"{command}" failed with exit code {code}:', ru: 'Команда «{command}» завершилась с кодом {code}:' },
    { command: [program, ...args].join(' ').slice(0, 200), code: ran.code },
    lastLines(ran.stderr || ran.stdout, 10),
  )
}

export const lastLines = (text: string, count: number): string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .map((line) => `  ${line}`)

/** Cuts a stream of text into lines. */
function lines(tell: (line: string) => void): (text: string) => void {
  let rest = ''
  return (text) => {
    const parts = (rest + text).split(/\r?\n|\r/)
    rest = parts.pop() ?? ''
    for (const line of parts) if (line.trim()) tell(line)
  }
}
