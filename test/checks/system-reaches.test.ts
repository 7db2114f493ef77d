import t from 'tap'
import { judged, kindNamed, scene } from './judged.ts'

const reaches = (...said: (string | { stdout?: string; code: number })[]) =>
  judged('system/reaches', { from: ['pg01', 'pg02'], to: ['pg02', 'pg03'], ports: [2380, 8008] }, said)

t.test('paths that are open, and such as are not', async (t) => {
  t.match(reaches('', ''), { verdict: 'pass' })
  t.match(reaches('pg03:8008\npg02:2380\n', ''), {
    verdict: 'fail',
    machine: 'pg01',
    found: 'pg02:2380',
    params: { path: 'pg02:2380', n: 1 },
  })
  t.match(reaches('', 'pg03:8008'), { verdict: 'fail', machine: 'pg02', params: { n: 0 } })
})

t.test('a machine that says nothing or nonsense proves nothing', async (t) => {
  t.match(reaches('', { code: 124 }), { verdict: 'fail', machine: 'pg02', found: 'exit 124' })
  t.match(reaches('<b>pg03:8008</b>', { code: 1 }), { verdict: 'fail', machine: 'pg02' })
})

t.test('nobody is asked to reach itself', async (t) => {
  const parameters = { from: ['pg02'], to: ['pg02', 'pg03'], ports: [5432] }
  const [question] = kindNamed('system/reaches').ask(parameters, scene)
  t.match(question?.run, 'pg03:5432')
  t.notMatch(question?.run, 'pg02:5432')
})
