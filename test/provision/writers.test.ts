import t from 'tap'
import { alive, type Line, leader, observed, rows, start } from './observed.ts'

/*
 * Which servers took writes when, from journals whose truth is known to the millisecond.
 */
const server = (after: number, name: string, writes: boolean | null): Line => ({
  after,
  rev: 1,
  what: 'server',
  name,
  writes,
})

interface Seen {
  splits: { names: string[]; from: number; to: number }[]
  changes: { idle: number | null }[]
}
const seen = (events: Line[], more: { markAt?: number } = {}): Seen =>
  observed(
    { ledger: rows(0, 60, [99, 99]), events: [...events, ...alive(0, 60)], ...more },
    'evidence.picture(mark, "")',
  ) as Seen

t.test('one after the other is no split brain, and the time in between is known', async (t) => {
  const events = [
    leader(1, 'pg01'),
    server(1, 'pg01', true),
    server(20, 'pg01', null),
    server(22, 'pg01', false),
    leader(30, 'pg02'),
    server(32.5, 'pg02', true),
  ]
  t.match(seen(events), { splits: [], changes: [{ idle: 12_500 }] })
})

t.test('two at once are a split brain, however often and whoever they are', async (t) => {
  const events = [
    server(1, 'pg01', true),
    server(10, 'pg02', true),
    server(12, 'pg02', null),
    server(20, 'pg03', true),
    server(21, 'pg01', false),
  ]
  t.same(seen(events).splits, [
    { names: ['pg02', 'pg01'], from: (start + 10) * 1000, to: (start + 12) * 1000 },
    { names: ['pg01', 'pg03'], from: (start + 20) * 1000, to: (start + 21) * 1000 },
  ])
})

t.test('who took writes at the mark still does, and what was over by then does not count', async (t) => {
  const before = [server(-9, 'pg02', true), server(-8, 'pg01', true), server(-5, 'pg02', null)]
  t.match(seen([...before, server(30, 'pg03', true)], { markAt: 3 }).splits, [{ names: ['pg01', 'pg03'] }])
  t.equal(seen([...before, server(30, 'pg03', true)], { markAt: 3 }).splits.length, 1)
})

t.test('an answer as old as the patience of the recorder proves nothing yet', async (t) => {
  t.same(seen([server(1, 'pg01', true), server(59, 'pg02', true)]).splits, [])
})

t.test('a leader that took writes a moment ago has ended the time in between', async (t) => {
  const events = [
    leader(1, 'pg01'),
    server(1, 'pg01', true),
    server(50, 'pg01', null),
    leader(58.5, 'pg02'),
    server(59, 'pg02', true),
  ]
  t.match(seen(events).changes, [{ idle: 9000 }])
})

t.test('before the new leader takes writes nothing is known', async (t) => {
  const events = [leader(1, 'pg01'), server(1, 'pg01', true), server(20, 'pg01', null), leader(30, 'pg02')]
  t.match(seen(events).changes, [{ idle: null }])
})
