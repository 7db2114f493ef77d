import t from 'tap'
import { judged, type Said } from './judged.ts'

/** What a machine tells of its server: the running one, then the lines of Patroni's log. */
const starts = (running: string, ...journal: string[]) =>
  [`running ${running}`, ...journal.map((moment) => `journal ${moment}`), ''].join('\n')

/** As recorded at the start of an attempt: each server was started once. */
const before = [starts('1000.1', '1000.4'), starts('1004.1', '1004.5'), starts('1005.1', '1005.6')]

const order = (...said: Said[]) =>
  judged(
    'postgres/restart-order',
    { order: [['pg02', 'pg03'], ['pg01']] },
    said,
    // Asked in the order of the groups.
    [before[1], before[2], before[0]],
  )

t.test('the order of restarts', async (t) => {
  const pg02 = starts('2000.1', '1004.5', '2000.4')
  const pg03 = starts('2005.1', '1005.6', '2005.4')
  t.match(order(pg02, pg03, starts('2010.1', '1000.4', '2010.4')), {
    verdict: 'pass',
    params: { order: 'pg02 → pg03 → pg01' },
  })
  t.match(order(pg02, pg03, starts('1990.1', '1000.4', '1990.4')), { word: 'early', machine: 'pg01' })
  t.match(
    order(pg02, pg03, starts('2010.1', '1000.4', '1990.4', '2010.4')),
    { word: 'early', params: { order: 'pg01 → pg02 → pg03 → pg01' } },
    'a restart that another one followed is not forgotten',
  )
  t.match(order(pg02, pg03, before[0]), { word: 'never', machine: 'pg01' })
  t.match(order(before[1], pg03, starts('2010.1', '1000.4', '2010.4')), { word: 'never', machine: 'pg02' })
})

t.test("a restart behind Patroni's back is known by the server that runs", async (t) => {
  const pg01 = starts('1990.1', '1000.4')
  const result = order(starts('2000.1', '1004.5', '2000.4'), starts('2005.1', '1005.6', '2005.4'), pg01)
  t.match(result, { word: 'early', machine: 'pg01' })
})

t.test('servers that were not restarted', async (t) => {
  const same = (...said: Said[]) => judged('postgres/not-restarted', {}, said, before)
  t.match(same(...before), { verdict: 'pass' })
  t.match(same(before[0], starts('1700000000.5', '1004.5'), before[2]), {
    word: 'restarted',
    machine: 'pg02',
    found: '22:13:20 UTC',
  })
  t.match(same(before[0], 'running \n', before[2]), { word: 'down', machine: 'pg02' })
  t.match(judged('postgres/not-restarted', {}, before, [before[0], undefined, before[2]]), {
    verdict: 'error',
    word: 'unknown',
  })
})
