import t from 'tap'
import { judged, type Said } from './judged.ts'

const enters = (...said: Said[]) =>
  judged('system/enters', { user: 'postgres', from: ['pg01', 'pg02'], to: ['pg01', 'pg02', 'pg03'] }, said)

t.test('system/enters', async (t) => {
  t.match(enters('', ''), { verdict: 'pass', params: { from: 'pg01, pg02', to: 'pg01, pg02, pg03' } })
  t.match(enters('', 'pg03 refused: postgres@pg03: Permission denied (publickey).\n'), {
    word: 'refused',
    machine: 'pg02',
    params: { host: 'pg03', reason: 'postgres@pg03: Permission denied (publickey).' },
  })
  t.match(enters({ code: 1, stderr: 'runuser: user postgres does not exist' }, ''), { word: 'refused' })
  t.notMatch(JSON.stringify(enters('', 'pg03 refused: \u001b[2J')), /\\u001b/)
})
