import t from 'tap'
import { evidence, judged } from './judged.ts'

const kept = (parts: object) => judged('recorder/leader-kept', {}, [evidence(parts)])
const change = { from: 'pg01', to: 'pg02', how: 'switchover', at: 1_700_000_030_000, timeline: 2, outage: 1500 }

t.test('the leader of the beginning is kept', async (t) => {
  t.match(kept({}), { verdict: 'pass', found: 'pg01' })
  t.match(kept({ changes: [change] }), { word: 'changed', expected: 'pg01', found: 'pg02' })
  const back = { ...change, from: 'pg02', to: 'pg01' }
  t.match(kept({ changes: [change, back] }), { word: 'changed' }, 'also where it has come back')
  t.match(kept({ leader: null }), { word: 'none' })
  const blind = [{ who: 'recorder', from: 1_700_000_000_000, to: 1_700_000_020_000 }]
  t.match(kept({ blind }), { verdict: 'error', word: 'blind' })
})
