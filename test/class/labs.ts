import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../../src/root.ts'
import type { How } from './ssh-server.ts'

/** A place of one test: the kit's home, keys, rosters, and servers that stand for the labs of students. */
export class Labs {
  readonly folder = mkdtempSync(join(tmpdir(), 'pglab-labs-'))
  readonly home = join(this.folder, 'home')
  readonly key = join(this.folder, 'key')
  readonly #children: ChildProcess[] = []

  constructor() {
    this.#keygen('key')
    cpSync(join(root, 'test/class/programs'), join(this.folder, 'programs'), { recursive: true })
  }

  /** Starts servers and gives their ports by name. A server started once more shows another host key. */
  async start(servers: Record<string, How>): Promise<Record<string, number>> {
    const keys = Object.fromEntries(
      Object.keys(servers).map((name) => [name, readFileSync(this.#keygen(`host-${name}`), 'utf8')]),
    )
    for (const name of Object.keys(servers)) mkdirSync(this.lab(name), { recursive: true })
    const wanted = JSON.stringify({ programs: join(this.folder, 'programs'), keys, servers })
    const script = join(root, 'test/class/ssh-server.ts')
    const child = spawn(process.execPath, ['--import=tsx', script, wanted], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#children.push(child)
    for await (const line of createInterface(child.stdout)) return JSON.parse(line) as Record<string, number>
    throw new Error('no server has started')
  }

  /** Folder in which the answers of a server lie. */
  lab = (server: string): string => join(this.folder, 'programs', server)

  say(server: string, file: string, text: string): void {
    mkdirSync(this.lab(server), { recursive: true })
    writeFileSync(join(this.lab(server), file), text)
  }

  write(file: string, text: string | Uint8Array): string {
    const path = join(this.folder, file)
    writeFileSync(path, text)
    return path
  }

  remove(): void {
    for (const child of this.#children) child.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }

  #keygen(name: string): string {
    const file = join(this.folder, name)
    rmSync(file, { force: true })
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
    return file
  }

  /** Runs the kit; `ended` tells how it went, `child` may be ended before. */
  grade(...words: string[]): { child: ChildProcess; ended: Promise<Outcome> } {
    const env = {
      ...process.env,
      PGLAB_HOME: this.home,
      XDG_CONFIG_HOME: join(this.folder, 'config'),
      LANG: 'C',
      NO_COLOR: '1',
    }
    const child = spawn(process.execPath, ['--import=tsx', 'src/cli.ts', 'grade', ...words], { cwd: root, env })
    const said = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text
    })
    const ended = new Promise<Outcome>((resolve) => child.on('close', (code) => resolve({ code, ...said })))
    return { child, ended }
  }
}

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

/** One row of `grade --json`. */
export interface GradedRow {
  student: string
  exercise: string | null
  kept: boolean
  started: number | null
  basis: string
  trouble: { word: string; message: string } | null
  result: {
    verdict: string
    points: number
    max: number
    tasks: { id: string; verdict: string; message: string; ms: number }[]
  } | null
}

export const rowsOf = ({ stdout, stderr }: Outcome): GradedRow[] => {
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as { graded: GradedRow[] }).graded
}
