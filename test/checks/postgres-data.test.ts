import t from 'tap'
import { judged, kindNamed } from './judged.ts'

t.test('rows on every member', async (t) => {
  const rows = (...said: Parameters<typeof judged>[2]) =>
    judged('postgres/rows-everywhere', { database: 'shop', table: 'orders', rows: 100 }, said)
  t.match(rows('100\n', '120\n', '100\n'), { verdict: 'pass', found: '100' })
  t.match(rows('100\n', '99\n', '100\n'), { word: 'fewer', machine: 'pg02', found: '99' })
  const noTable = { code: 1, stderr: 'ERROR:  relation "public.orders" does not exist\nLINE 1: select count(*) …' }
  t.match(rows('100\n', '100\n', noTable), {
    word: 'absent',
    machine: 'pg03',
    params: { reason: 'relation "public.orders" does not exist' },
  })
  t.match(rows('100\n', '\u001b[31m100\n', '100\n'), { word: 'absent' })
  t.match(rows('100\n', { stdout: '100\n', code: 124 }, '100\n'), { word: 'absent' })
  const { parameters } = kindNamed('postgres/rows-everywhere')
  t.notOk(parameters.safeParse({ table: 'orders; drop table orders', rows: 1 }).success)
})

t.test('replicas that refuse to write', async (t) => {
  const refuses = (...said: Parameters<typeof judged>[2]) =>
    judged('postgres/refuses-writes', { machines: ['pg02', 'pg03'] }, said)
  t.match(refuses('25006\n', '25006\n'), { verdict: 'pass' })
  t.match(refuses('25006\n', '00000\n'), { word: 'writes', machine: 'pg03' })
  const down = {
    code: 2,
    stderr:
      'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: Connection refused',
  }
  t.match(refuses(down, '25006\n'), { word: 'down', machine: 'pg02' })
})
