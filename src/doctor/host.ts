import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { arch, freemem, homedir, platform, release, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { missingPrograms } from '../host/programs.ts'
import { type Ran, run } from '../host/run.ts'

/** All that the doctor asks of a computer; a test puts another one in its place. */
export interface Host {
  platform: NodeJS.Platform
  /** As Node has it: `x64`, `arm64`. */
  arch: string
  /** Version of the kernel. */
  release: string
  env: NodeJS.ProcessEnv
  home: string
  isRoot: boolean
  /** Runs a program to its end; nothing where it is not installed or does not end. */
  run(program: string, args: readonly string[]): Promise<Ran | undefined>
  /** Those of the named programs that are not installed. */
  missing(programs: readonly string[]): string[]
  /** The text of a file; nothing where it cannot be read. */
  read(path: string): string | undefined
  exists(path: string): boolean
  /** Bytes that nothing uses. */
  freeMemory(): number
  /** Bytes */
  totalMemory(): number
  /** Bytes free for the folder, which need not exist yet. */
  freeDisk(folder: string): number
  isPortFree(port: number): Promise<boolean>
}

export const thisHost: Host = {
  platform: platform(),
  arch: arch(),
  release: release(),
  env: process.env,
  home: homedir(),
  isRoot: process.getuid?.() === 0,
  run: (program, args) => run(program, args, { limit: 30_000 }).catch(() => undefined),
  missing: missingPrograms,
  read(path) {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return undefined
    }
  },
  exists: existsSync,
  freeMemory: freemem,
  totalMemory: totalmem,
  freeDisk(folder) {
    let there = folder
    while (!existsSync(there) && dirname(there) !== there) there = dirname(there)
    const { bavail, bsize } = statfsSync(there)
    return bavail * bsize
  },
  isPortFree: (port) =>
    new Promise((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    }),
}
