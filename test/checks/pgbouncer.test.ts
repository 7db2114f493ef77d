import t from 'tap'
import { judged } from './judged.ts'

t.test('PgBouncer lets a client through, or not', async (t) => {
  const answers = (said: Parameters<typeof judged>[2][number]) =>
    judged('pgbouncer/answers', { member: 'pg01' }, [said])
  t.match(answers('1\n'), { verdict: 'pass' })
  t.match(answers({ code: 124 }), { word: 'hangs' })
  t.match(answers({ code: 2, stderr: 'psql: error: connection refused' }), {
    word: 'refused',
    params: { said: 'connection refused' },
  })
  t.match(answers({ code: 0, stdout: '2' }), { word: 'refused' })
})
