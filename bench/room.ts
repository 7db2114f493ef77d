/**
 * Measures a class on one server: `npx tsx bench/room.ts [LABS] [STEPS]`, twenty in four steps unless told otherwise.
 * Brings labs up step by step from one growing roster and says what each step took in time and memory, what the labs
 * use while nobody works, and whether all are healthy at the same moment. Needs root; nothing in it passes or fails.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { SeatStatus } from '../src/class/room/survey.ts'
import { readInstance } from '../src/instance/store.ts'
import { instanceCgroup } from '../src/providers/nspawn/places.ts'
import { table } from '../src/reports/table.ts'
import { root } from '../src/root.ts'
import { usedMemory } from './measure.ts'

const labs = Number(process.argv[2] ?? 20)
const steps = Number(process.argv[3] ?? 4)
/** ms of looking at labs that nobody works in. */
const watched = 60_000

const folder = mkdtempSync(join(tmpdir(), 'pglab-room-'))
const roster = join(folder, 'benchroom.yaml')
const ids = Array.from({ length: labs }, (_, index) => `s${String(index + 1).padStart(2, '0')}`)
const rows: string[][] = []

function room(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/src/cli.js'), 'class', ...words], {
    env: { ...process.env, CI: 'true', LANG: 'C.UTF-8' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) console.error(`class ${words[0]}: ended with ${status}`, stdout, stderr)
  return stdout
}

/** Brings up the labs of the first so many students; s. */
function upTo(count: number): number {
  const line = (id: string) => `  - { id: ${id}, name: Student ${id} }\n`
  writeFileSync(roster, `students:\n${ids.slice(0, count).map(line).join('')}`)
  const began = performance.now()
  room('up', roster, '--json', '--anyway', '--port', '22023')
  return (performance.now() - began) / 1000
}

/** Processors that all labs use, on average over a while. */
async function busy(): Promise<number> {
  const used = () =>
    ids.reduce((sum, id) => {
      const instance = readInstance(`benchroom-${id}`)
      if (!instance) return sum
      return (
        sum + Number(/usage_usec (\d+)/.exec(readFileSync(join(instanceCgroup(instance), 'cpu.stat'), 'utf8'))?.[1])
      )
    }, 0)
  const before = used()
  await pause(watched)
  return (used() - before) / 1000 / watched
}

execFileSync(process.execPath, [join(root, 'build.mjs')], { cwd: root })
try {
  const empty = usedMemory()
  const first = upTo(1)
  rows.push(['1 (with the pattern)', first.toFixed(1), '', String(usedMemory() - empty), ''])
  for (let step = 1; step <= steps; step++) {
    const [from, to] = [step === 1 ? 1 : Math.round((labs * (step - 1)) / steps), Math.round((labs * step) / steps)]
    const before = usedMemory()
    const took = upTo(to)
    rows.push([
      `${from + 1} to ${to}`,
      took.toFixed(1),
      (took / (to - from)).toFixed(2),
      String(usedMemory() - empty),
      ((usedMemory() - before) / (to - from)).toFixed(0),
    ])
  }
  console.log(table(['Labs', 'Took, s', 's a lab', 'MiB above empty', 'MiB a lab'], rows))
  const processors = await busy()
  console.log(
    `idle: ${processors.toFixed(2)} of ${cpus().length} processors, ${((processors * 100) / labs).toFixed(1)} % of one a lab`,
  )
  const { students } = JSON.parse(room('status', '--class', 'benchroom', '--json')) as { students: SeatStatus[] }
  console.log(`healthy at once: ${students.filter(({ health }) => health === 'whole').length} of ${students.length}`)
  console.log(
    `memory after ${watched / 1000} s idle: ${usedMemory() - empty} MiB, ${((usedMemory() - empty) / labs).toFixed(0)} a lab`,
  )
} finally {
  room('down', '--class', 'benchroom', '--yes')
  rmSync(folder, { recursive: true, force: true })
}
