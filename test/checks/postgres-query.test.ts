import t from 'tap'
import { judged } from './judged.ts'

const means = { en: 'Orders', ru: 'Заказы' }
const gives = (wanted: string | number, ...said: Parameters<typeof judged>[2]) =>
  judged('postgres/query-gives', { query: 'select 1', gives: wanted, means, machines: ['pg01', 'pg02'] }, said)

t.test('every server gives the wanted answer, or the first that does not is named', async (t) => {
  t.match(gives(0, '0\n', '0\n'), { verdict: 'pass', params: { machines: 'pg01, pg02' } })
  t.match(gives(0, '0\n', '7\n'), { verdict: 'fail', word: 'other', machine: 'pg02', found: '7' })
  t.match(gives('a|1', 'a|1\n', 'a|1\n'), { verdict: 'pass' })
  t.match(gives(0, '', '0'), { verdict: 'fail', word: 'other', machine: 'pg01' })
})

t.test('a server that refuses is quoted', async (t) => {
  const stderr = 'ERROR:  relation "orders" does not exist\nLINE 1: …'
  t.match(gives(0, { code: 1, stderr }, '0'), {
    word: 'refused',
    params: { reason: 'relation "orders" does not exist' },
  })
})
