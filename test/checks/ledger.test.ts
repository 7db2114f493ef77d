import t from 'tap'
import { evidence, judged } from './judged.ts'

const start = 1_700_000_000_000
const outage = (ms: number, lasting = false) => ({ from: start, to: lasting ? null : start + ms, ms })
const under = (limit: string, ...outages: object[]) => judged('ledger/outage-under', { limit }, [evidence({ outages })])

t.test('the longest outage counts', async (t) => {
  t.match(under('10s'), { verdict: 'pass', found: '0 s' })
  t.match(under('10s', outage(2400), outage(1200)), { verdict: 'pass', params: { seconds: 2.4 } })
  t.match(under('10s', outage(2400), outage(10_001)), {
    verdict: 'fail',
    word: 'longer',
    params: { seconds: 10, limit: 10 },
  })
  t.match(under('500ms', outage(1200)), { verdict: 'fail', word: 'longer' })
  t.match(under('10s', outage(30_000, true)), { verdict: 'fail', word: 'lasting' })
})

t.test('lost rows', async (t) => {
  const lost = (parts: object) => judged('ledger/no-lost-rows', {}, [evidence(parts)])
  t.match(lost({}), { verdict: 'pass', params: { n: 300 } })
  t.match(lost({ lost: 7, lostRows: [11, 12, 13, 14, 15, 16, 17] }), {
    verdict: 'fail',
    word: 'lost',
    params: { n: 7, rows: '11, 12, 13, 14, 15, …' },
  })
  t.match(lost({ lost: null, lostRows: null }), { verdict: 'fail', word: 'unreadable' })
})

t.test('writing', async (t) => {
  t.match(judged('ledger/writing', {}, ['last row acknowledged 0.2 s ago\n']), { verdict: 'pass' })
  t.match(judged('ledger/writing', {}, [{ code: 1, stdout: 'last row acknowledged 7.0 s ago\n' }]), {
    verdict: 'fail',
    word: 'silent',
  })
})

t.test('what a hostile observer says is no verdict', async (t) => {
  const said = [
    '',
    'null',
    '[]',
    '{"outages": 1}',
    `{"outages": [${'{"ms":1},'.repeat(10)}]}`,
    evidence({ outages: [{ from: 'x' }] }),
    '\u001b[31mpass',
  ]
  for (const one of said)
    t.match(judged('ledger/outage-under', { limit: '10s' }, [one]), { verdict: 'error', word: 'no-evidence' })
})
