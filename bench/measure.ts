import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../src/root.ts'

/** How often everything is measured; medians are reported. */
export const rounds = Number(process.argv[2] ?? 3)

const environment = { ...process.env, CI: 'true', LANG: 'C.UTF-8' }

/** Runs measurements alternately, so that a busy minute of the host falls on all of them. Gives their medians. */
export function inTurns<M extends readonly (() => number)[]>(...measures: M): { [K in keyof M]: number } {
  const taken = measures.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, measure] of measures.entries()) taken[index]?.push(measure())
  }
  return taken.map(median) as { [K in keyof M]: number }
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** ms */
export function timed(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

/** Runs the built CLI; a command that fails ends the benchmark, but for the removal of what is not there. */
export function pglab(...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'dist/src/cli.js'), ...args], {
    env: environment,
    encoding: 'utf8',
  })
  if (status !== 0 && args[0] !== 'destroy') throw new Error(`pglab ${args.join(' ')}: ${stderr}`)
}

/** User and system time of one run of Node, ms. */
export function cpu(args: readonly string[]): number {
  const { stderr } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null', 'bash', process.execPath, ...args],
    {
      encoding: 'utf8',
      env: environment,
    },
  )
  const [user, system] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
  return Math.round(((user ?? 0) + (system ?? 0)) * 1000)
}

/** MiB that programs and the kernel hold on the host; caches that it would give back are not counted. */
export function usedMemory(): number {
  const info = readFileSync('/proc/meminfo', 'utf8')
  const value = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(info)?.[1]) / 1024
  const caches = value('Buffers') + value('Cached') + value('SReclaimable') - value('Shmem')
  return Math.round(value('MemTotal') - value('MemFree') - caches)
}
