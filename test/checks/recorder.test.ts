import t from 'tap'
import { evidence, judged } from './judged.ts'

const change = (how: string, from: string, to: string) => ({
  from,
  to,
  how,
  at: 1_700_000_030_000,
  timeline: 2,
  outage: 1500,
})
const switched = (...changes: object[]) =>
  judged('recorder/switched-over', { to: 'pg02' }, [evidence({ changes })]).word
const failed = (...changes: object[]) => judged('recorder/failed-over', { from: 'pg01' }, [evidence({ changes })]).word

t.test('a switchover is told from everything else', async (t) => {
  t.equal(switched(change('switchover', 'pg01', 'pg02')), 'pass')
  t.equal(switched(), 'never')
  t.equal(switched(change('automatic', 'pg01', 'pg02')), 'unplanned')
  t.equal(switched(change('manual', 'pg01', 'pg02')), 'failover')
  t.equal(switched(change('switchover', 'pg01', 'pg03')), 'other')
  t.equal(switched(change('switchover', 'pg01', 'pg03'), change('switchover', 'pg03', 'pg02')), 'several')
})

t.test('a failover that the cluster did by itself', async (t) => {
  t.equal(failed(change('automatic', 'pg01', 'pg02')), 'pass')
  t.equal(failed(), 'never')
  t.equal(failed(change('switchover', 'pg01', 'pg02')), 'asked')
  t.equal(failed(change('automatic', 'pg03', 'pg02')), 'other')
})

t.test('without evidence there is no verdict', async (t) => {
  for (const how of ['missing', 'replaced', 'changed', 'reboot']) {
    const said = JSON.stringify({ gone: { file: '/var/lib/pglab-observer/events.jsonl', how } })
    t.match(judged('recorder/switched-over', { to: 'pg02' }, [said]), {
      verdict: 'error',
      word: 'evidence-gone',
      params: { how },
    })
  }
  const blind = [{ who: 'recorder', from: 1_700_000_000_000, to: 1_700_000_020_000 }]
  t.match(judged('recorder/switched-over', { to: 'pg02' }, [evidence({ blind })]), { verdict: 'error', word: 'blind' })
  t.match(judged('recorder/switched-over', { to: 'pg02' }, [{ code: 1, stderr: 'Traceback' }]), {
    verdict: 'error',
    word: 'no-evidence',
  })
})
