import t from 'tap'
import { alive, type Line, leader, member, observed, rows, start } from './observed.ts'

/*
 * pglab-evidence against journals whose outage is known to the millisecond.
 */
const lastChange = (ledger: Line[], events: Line[]): unknown => observed({ ledger, events }, 'evidence.last_change()')

t.test('the outage lies between the last row before and the first row after', async (t) => {
  const events = [
    leader(1, 'pg01'),
    member(1, 'pg01', 'primary', 1),
    leader(30, null),
    leader(32, 'pg02'),
    member(33, 'pg02', 'primary', 2),
  ]
  t.same(lastChange(rows(0, 60, [20, 34]), events), {
    from: 'pg01',
    to: 'pg02',
    at: (start + 32) * 1000,
    timeline: 2,
    outage: 14_000,
    idle: null,
  })
})

t.test('while nobody could write again, the outage is not known', async (t) => {
  t.match(lastChange(rows(0, 40, [20, 999]), [leader(1, 'pg01'), leader(32, 'pg02')]), { to: 'pg02', outage: null })
})

t.test('the last of several changes counts, and a leader that came back is no change', async (t) => {
  const events = [leader(1, 'pg01'), leader(10, 'pg02'), leader(40, 'pg03'), leader(50, null), leader(51, 'pg03')]
  t.match(lastChange(rows(0, 80, [39, 42]), events), { from: 'pg02', to: 'pg03', outage: 2_800 })
})

t.test('no change, no files', async (t) => {
  t.equal(lastChange(rows(0, 5, [9, 9]), [leader(1, 'pg01')]), null)
  t.equal(lastChange([], []), null)
})

t.test('a ledger of many hours is searched and not read through', async (t) => {
  const began = performance.now()
  t.match(lastChange(rows(0, 20_000, [15_000, 15_010]), [leader(1, 'pg01'), leader(15_005, 'pg02')]), {
    outage: 10_000,
  })
  t.ok(performance.now() - began < 20_000)
})

interface Picture {
  gone?: { how: string }
  changes: { how: string; outage: number | null; from: string; to: string }[]
  outages: { ms: number; to: number | null }[]
  blind: { who: string }[]
  acknowledged: number
}

const since = (story: Parameters<typeof observed>[0]): Picture =>
  observed(story, 'evidence.picture(mark, "")') as Picture
const quiet = { ledger: rows(0, 60, [99, 99]), events: alive(0, 60) }

t.test('what happened before the mark does not count', async (t) => {
  const events = [leader(1, 'pg01'), leader(2, 'pg03'), leader(20, 'pg02', 'pg03'), ...alive(2, 60)]
  const { changes, acknowledged } = since({ ledger: rows(0, 60, [99, 99]), events, markAt: 2 })
  t.match(changes, [{ from: 'pg03', to: 'pg02' }])
  t.equal(changes.length, 1)
  t.equal(acknowledged, 148)
})

t.test('a switchover, a manual failover and one that the cluster did by itself are told apart', async (t) => {
  const how = (...asked: Line[]) =>
    since({
      ...quiet,
      events: [leader(1, 'pg01'), ...asked, leader(20, null), leader(22, 'pg02'), ...alive(22, 60)],
    }).changes.map((one) => one.how)
  const request = (after: number, value: object | null): Line => ({ after, rev: after, what: 'failover', value })
  t.same(how(), ['automatic'])
  t.same(how(request(19, { leader: 'pg01', member: 'pg02' })), ['switchover'])
  t.same(how(request(19, { member: 'pg02' })), ['manual'])
  t.same(how(request(19, null)), ['automatic'])
})

t.test('an old request that nobody carried out does not make a crash a switchover', async (t) => {
  const events = [
    leader(1, 'pg01'),
    { after: 2, rev: 2, what: 'failover', value: { leader: 'pg01' } },
    leader(80, 'pg02'),
  ]
  t.same(
    since({ ledger: rows(0, 100, [99, 99]), events, now: 100 }).changes.map(({ how }) => how),
    ['automatic'],
  )
})

t.test('an outage is measured within one interval, and one that lasts has no end', async (t) => {
  const { outages } = since({ ...quiet, ledger: rows(0, 60, [20, 34]) })
  t.equal(outages.length, 1)
  t.ok(Math.abs((outages[0]?.ms ?? 0) - 14_000) <= 200)
  t.match(since({ ...quiet, ledger: rows(0, 60, [50, 99]) }).outages, [{ to: null }])
})

t.test('a clock that is set does not stretch or shrink anything', async (t) => {
  const shifted = rows(0, 60, [20, 34]).map((row, index) => (index > 150 ? { ...row, at: start + 7200 } : row))
  const { outages } = since({ ...quiet, ledger: shifted })
  t.equal(outages.length, 1)
  t.ok(Math.abs((outages[0]?.ms ?? 0) - 14_000) <= 200)
})

t.test('silence of the ledger or the recorder is seen', async (t) => {
  t.same(since(quiet).blind, [])
  const gap = (lines: Line[]) => lines.filter(({ after }) => after < 20 || after > 40)
  t.match(since({ ...quiet, ledger: gap(quiet.ledger) }).blind, [{ who: 'ledger' }])
  t.match(since({ ...quiet, events: gap(quiet.events) }).blind, [{ who: 'recorder' }])
})

t.test('whoever has been at the journals is noticed', async (t) => {
  const how = (meanwhile: string, more: object = {}) => since({ ...quiet, meanwhile, ...more }).gone?.how
  const edit = (change: string) => `
lines = open(ledger).read().splitlines(True)
${change}
open(ledger, "w").write("".join(lines))`
  t.equal(how(''), undefined)
  t.equal(how('os.remove(ledger)'), 'missing')
  t.equal(how('os.remove(events)'), 'missing')
  t.equal(how('open(ledger, "w").write("")', { markAt: 5 }), 'replaced')
  t.equal(how(edit(`lines[50] = lines[50].replace('"ok":true', '"ok":false')`)), 'changed')
  t.equal(how(edit('del lines[50]')), 'changed')
  t.equal(how(edit('lines.insert(50, lines[49])')), 'changed')
  t.equal(how(edit(`lines[50] = "nonsense\\n"`)), 'changed')
  t.equal(how('evidence.boot = lambda: "another"'), 'reboot')
})

t.test('a line that is being written is waited for and not judged', async (t) => {
  t.equal(since({ ...quiet, meanwhile: `open(ledger, "a").write('{"at":1')` }).gone, undefined)
})

t.test('a journal goes on behind what it was when the power was cut', async (t) => {
  const story = {
    ...quiet,
    meanwhile: `
open(ledger, "a").write('{"at":1,"t"')
one = journal.Journal(ledger)
one.write(**clock(60), n=151, ms=5, ok=True)
one.write(**clock(60.2), n=152, ms=5, ok=True)`,
  }
  t.equal(since(story).gone, undefined)
  t.equal(since(story).acknowledged, 152)
})

t.test('a journal that was set aside for a new one is read on', async (t) => {
  const story = {
    ...quiet,
    meanwhile: `
journal.MAX_FILE = 1
one = journal.Journal(ledger)
one.write(**clock(60), n=151, ms=5, ok=True)
one.write(**clock(60.2), n=152, ms=5, ok=True)`,
  }
  t.equal(since({ ...story, meanwhile: story.meanwhile.split('\n').slice(0, 4).join('\n') }).acknowledged, 151)
  t.match(since({ ...story, markAt: 5 }), { gone: { how: 'replaced' } })
})
