import t from 'tap'
import { judged } from './judged.ts'

t.test('where the WAL lies', async (t) => {
  const lies = (said: Parameters<typeof judged>[2][number]) =>
    judged('postgres/wal-directory', { member: 'pg01', directory: '/srv/wal' }, [said])
  t.match(lies('/srv/wal\nthere\n'), { verdict: 'pass' })
  t.match(lies('/var/lib/postgresql/17/main/pg_wal\nthere\n'), { word: 'elsewhere' })
  t.match(lies({ stdout: '/srv/wal\n', code: 1 }), { word: 'empty' })
  t.match(lies({ code: 2, stderr: 'psql: error: no such file' }), { word: 'down', params: { said: 'no such file' } })
})
