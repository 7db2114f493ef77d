import t from 'tap'
import { evidence, judged } from './judged.ts'

const at = 1_700_000_030_000
const change = { from: 'pg01', to: 'pg02', how: 'automatic', at, timeline: 2, outage: 12_400, idle: 12_023 }

t.test('two servers that take writes at once', async (t) => {
  const brain = (parts: object) => judged('recorder/no-split-brain', {}, [evidence(parts)])
  t.match(brain({}), { verdict: 'pass', params: { idle: 'none' } })
  t.match(brain({ changes: [change] }), { verdict: 'pass', params: { idle: 12 } })
  const splits = [
    { names: ['pg01', 'pg02'], from: at, to: at + 300 },
    { names: ['pg01', 'pg03'], from: at, to: at + 7300 },
  ]
  t.match(brain({ splits }), { verdict: 'fail', word: 'split', params: { one: 'pg01', other: 'pg03', seconds: 7.3 } })
  t.match(brain({ blind: [{ who: 'recorder', from: at, to: at + 20_000 }] }), { verdict: 'error', word: 'blind' })
})

t.test('a leader that vanished is told from one that stopped', async (t) => {
  const sudden = (...events: object[]) =>
    judged('recorder/failed-over', { from: 'pg01', sudden: true }, [evidence({ changes: [change], events })]).word
  const said = (after: number, state: string | undefined, name = 'pg01') => ({
    at: at + after,
    what: 'member',
    name,
    ...(state === undefined ? { gone: true } : { state }),
  })
  t.equal(sudden(), 'pass')
  t.equal(sudden(said(-2000, undefined)), 'pass')
  t.equal(sudden(said(-300, 'stopped')), 'stopped')
  t.equal(sudden(said(300, 'stopped')), 'stopped', 'its last word may come after the new leader')
  t.equal(sudden(said(-9000, 'stopped'), said(-8000, 'running')), 'pass')
  t.equal(sudden(said(-300, 'stopped', 'pg03')), 'pass')
  t.equal(sudden(said(9000, 'stopped')), 'pass', 'what it says when it comes back')
})
