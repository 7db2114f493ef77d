/**
 * Measures what the design promises, as ratios of things timed in turns in one run: `npm run bench [ROUNDS]`.
 * Needs root; the base image is built first where it is missing. Prints a table; nothing here passes or fails.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { table } from '../src/reports/table.ts'
import { root } from '../src/root.ts'
import { cpu, inTurns, median, pglab, rounds, timed, usedMemory } from './measure.ts'

const name = 'bench'
const folder = `/var/lib/pglab/instances/${name}`
const rows: string[][] = []

execFileSync(process.execPath, [join(root, 'build.mjs')], { cwd: root })
pglab('up', '--name', name)
const image = readFileSync(join(folder, 'image'), 'utf8')
pglab('destroy', '--name', name)

const idle = usedMemory()
fromNothing('repmgr')
pglab('destroy', '--name', name)
const first = fromNothing('patroni')

const [again, reset] = inTurns(
  () => {
    pglab('halt', '--name', name)
    return timed(() => pglab('up', '--name', name))
  },
  () => timed(() => pglab('reset', '--name', name)),
)
compare('up of a halted lab', again, 'first up', first, 0.6)
compare('reset until healthy', reset, 'first up', first, 0.6)

const [status, exec, trip] = inTurns(
  () => timed(() => pglab('status', '--name', name, '--json')),
  () => timed(() => pglab('exec', '--name', name, 'pg01', '--', 'true')),
  () => timed(() => plainSsh('pg01')),
)
compare('status --json', status, 'one plain SSH round trip', trip, 5)
compare('exec pg01 -- true', exec, 'one plain SSH round trip', trip)

const [begun, reset2] = inTurns(
  () => timed(() => pglab('start', '03', '--name', name)),
  () => timed(() => pglab('reset', '--name', name)),
)
compare('start of an exercise', begun, 'reset', reset2, 1.5)

pglab('start', '03', '--name', name)
pglab('exec', '--name', name, 'pg01', '--', 'patronictl', 'switchover', '--candidate', target(), '--force')
pglab('check', '--name', name)
const [check, trips] = inTurns(
  () => timed(() => pglab('check', '--name', name)),
  () => timed(() => parallelTrips(['ns', 'pg01', 'pg02', 'pg03'])) + timed(() => pglab('check', '--help')),
)
compare('check of a solved exercise', check, 'parallel SSH + start of the CLI', trips, 3)

const [start, node] = inTurns(
  () => cpu([join(root, 'dist/src/cli.js'), 'up', '--help']),
  () => cpu(['-e', '0']),
)
rows.push([
  'start of the CLI, CPU',
  `${start} ms`,
  'Node alone',
  `${node} ms`,
  (start / node).toFixed(2),
  kept(start < 150, '150 ms'),
])

pglab('destroy', '--name', name)
console.log(table(['What', 'Measured', 'Against', 'Measured', 'Ratio', 'Limit'], rows))

/** Brings a lab up from the cached image, in turns with the shortest way by hand; leaves it up and gives its time, ms. */
function fromNothing(lab: string): number {
  const [ours, bare] = inTurns(
    () => {
      pglab('destroy', '--name', name)
      return timed(() => pglab('up', lab, '--name', name))
    },
    // The script prints the milliseconds itself, because its own cleaning up is no part of the comparison.
    () =>
      Number(
        execFileSync(join(root, `bench/bare-${lab}.sh`), [image], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      ),
  )
  compare(`up ${lab}, image cached`, ours, 'bare script', bare, 1.5)
  const memory = median(Array.from({ length: rounds }, () => usedMemory())) - idle
  rows.push([`memory of one lab ${lab}`, `${memory} MiB`, 'idle host', '', '', kept(memory <= 350, '350 MiB')])
  return ours
}

function compare(what: string, ms: number, against: string, yardstick: number, limit?: number): void {
  const ratio = ms / yardstick
  const verdict = limit === undefined ? '' : kept(ratio <= limit, String(limit))
  rows.push([what, seconds(ms), against, seconds(yardstick), ratio.toFixed(2), verdict])
}

function kept(yes: boolean, limit: string): string {
  return `${limit}: ${yes ? 'kept' : 'missed'}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}

/** The member that the exercise at hand wants to lead. */
function target(): string {
  const { stdout } = spawnSync(process.execPath, [join(root, 'dist/src/cli.js'), 'solution', '--yes', '--name', name])
  return /--candidate (pg0\d)/.exec(String(stdout))?.[1] ?? ''
}

/** The same to several machines at once, until the last has answered. */
function parallelTrips(machines: readonly string[]): void {
  const lines = machines.map(
    (machine) =>
      `ssh ${sshWords(machine)
        .map((word) => `'${word}'`)
        .join(' ')} &`,
  )
  execFileSync('bash', ['-c', `${lines.join('\n')}\nwait`])
}

/** What anybody could type: `ssh` over the machine's socket, connection included. */
function plainSsh(machine: string): void {
  execFileSync('ssh', sshWords(machine))
}

function sshWords(machine: string): string[] {
  return [
    ...['-i', `${folder}/ssh/id_ed25519`, '-o', `UserKnownHostsFile=${folder}/ssh/known_hosts`],
    ...['-o', `HostKeyAlias=${machine}`, '-o', 'LogLevel=ERROR'],
    ...['-o', `ProxyCommand=socat - UNIX-CONNECT:/run/pglab/${name}/${machine}/socket`],
    ...[`root@${machine}`, 'true'],
  ]
}
