import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { must } from '../../src/host/run.ts'
import { root } from '../../src/root.ts'

/*
 * pglab-evidence against files whose outage is known to the millisecond.
 */
const start = 1_700_000_000

/** A row every 200 ms from `from` to `to` (s after the start); those within `out` are refused. */
const rows = (from: number, to: number, out: [number, number]): object[] =>
  Array.from({ length: Math.round((to - from) * 5) }, (_, index) => {
    const at = from + index / 5
    const ok = at < out[0] || at >= out[1]
    return { n: index + 1, at: start + at, ms: 5, ok, ...(ok ? {} : { why: 'refused' }) }
  })

async function lastChange(folder: string, ledger: object[], events: object[]): Promise<unknown> {
  const file = (name: string, lines: object[]): string => {
    const path = join(folder, name)
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    return path
  }
  const program = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("evidence", sys.argv[1])
evidence = importlib.util.module_from_spec(spec)
sys.dont_write_bytecode = True
spec.loader.exec_module(evidence)
evidence.LEDGER, evidence.EVENTS = sys.argv[2:]
print(json.dumps(evidence.last_change()))`
  const printed = await must('python3', [
    '-B',
    '-c',
    program,
    `${root}/provision/observer/evidence.py`,
    file('ledger', ledger),
    file('events', events),
  ])
  return JSON.parse(printed)
}

const leader = (at: number, name: string | null) => ({ at: start + at, rev: at, what: 'leader', name })
const member = (at: number, name: string, role: string, timeline: number) => ({
  at: start + at,
  rev: at,
  what: 'member',
  name,
  role,
  timeline,
})

t.test('the outage lies between the last row before and the first row after', async (t) => {
  const events = [
    leader(1, 'pg01'),
    member(1, 'pg01', 'primary', 1),
    leader(30, null),
    leader(32, 'pg02'),
    member(33, 'pg02', 'primary', 2),
  ]
  t.same(await lastChange(t.testdir(), rows(0, 60, [20, 34]), events), {
    from: 'pg01',
    to: 'pg02',
    at: (start + 32) * 1000,
    timeline: 2,
    outage: 14_200,
  })
})

t.test('while nobody could write again, the outage is not known', async (t) => {
  const events = [leader(1, 'pg01'), leader(32, 'pg02')]
  t.match(await lastChange(t.testdir(), rows(0, 40, [20, 999]), events), { to: 'pg02', outage: null })
})

t.test('the last of several changes counts, and a leader that came back is no change', async (t) => {
  const events = [leader(1, 'pg01'), leader(10, 'pg02'), leader(40, 'pg03'), leader(50, null), leader(51, 'pg03')]
  t.match(await lastChange(t.testdir(), rows(0, 80, [39, 42]), events), { from: 'pg02', to: 'pg03', outage: 3_200 })
})

t.test('no change, no files, damaged lines', async (t) => {
  t.equal(await lastChange(t.testdir(), rows(0, 5, [9, 9]), [leader(1, 'pg01')]), null)
  t.equal(await lastChange(t.testdir(), [], []), null)
})

t.test('a ledger of many hours is searched and not read through', async (t) => {
  const many = rows(0, 20_000, [15_000, 15_010])
  const began = performance.now()
  t.match(await lastChange(t.testdir(), many, [leader(1, 'pg01'), leader(15_005, 'pg02')]), { outage: 10_200 })
  t.ok(performance.now() - began < 20_000)
})
