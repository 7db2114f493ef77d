import t from 'tap'
import { evidence, judged } from './judged.ts'

const at = 1_700_000_030_000
const happened = {
  outages: [
    { from: at, to: at + 2200, ms: 2200 },
    { from: at, to: at + 22_400, ms: 22_400 },
  ],
  lost: 50,
  changes: [{ from: 'pg01', to: 'pg02', how: 'automatic', at, timeline: 2, outage: 22_400, idle: 12_000 }],
}
const observed = (what: string, given: string | undefined, tolerance = 1, parts: object = happened) =>
  judged('answer/observed', { question: 'q', what, tolerance }, [
    given === undefined ? { code: 1 } : `${given}\n`,
    evidence(parts),
  ]).word

t.test('a number that was measured', async (t) => {
  for (const right of ['22.4', '22,4', '21.5', '23 s']) t.equal(observed('outage', right), 'pass', right)
  t.equal(observed('outage', '20'), 'off')
  t.equal(observed('outage', '2.2'), 'off')
  t.equal(observed('lost', '50', 0), 'pass')
  t.equal(observed('lost', '49', 0), 'off')
  t.equal(observed('idle', '11.5'), 'pass')
})

t.test('no number, no answer, nothing to measure', async (t) => {
  t.equal(observed('outage', undefined), 'unanswered')
  t.equal(observed('outage', 'long'), 'no-number')
  t.equal(observed('outage', '20', 1, {}), 'nothing')
  t.equal(observed('idle', '20', 1, {}), 'nothing')
  t.equal(observed('lost', '0', 0, { lost: null }), 'nothing')
})

t.test('the truth is not given away', async (t) => {
  const judgement = judged('answer/observed', { question: 'q', what: 'lost', tolerance: 0 }, ['7', evidence(happened)])
  t.notMatch(JSON.stringify(judgement), '50')
})
