import t from 'tap'
import { evidence, judged, type Said } from './judged.ts'

/** backup_label.old as PostgreSQL 17 leaves it, by pg_basebackup, pg_rewind and pgBackRest. */
const label = (method: string, from: string, name: string | undefined, time: string) =>
  `START WAL LOCATION: 0/3000028 (file 000000010000000000000003)
CHECKPOINT LOCATION: 0/3000080
BACKUP METHOD: ${method}
BACKUP FROM: ${from}
START TIME: 2026-11-20 ${time} UTC
${name === undefined ? '' : `LABEL: ${name}\nSTART TIMELINE: 1\n`}`
const born = label('streamed', 'primary', 'pg_basebackup base backup', '23:56:57')
const rewound = label('pg_rewind', 'standby', undefined, '23:59:42')
const copied = label('streamed', 'primary', 'pg_basebackup base backup', '23:59:50')
const restored = label('streamed', 'primary', 'pgBackRest backup started at 2026-11-20 23:58:00', '23:58:00')

const member = (state: string, name = 'pg01') => ({
  at: 1_700_000_030_000,
  what: 'member',
  name,
  role: 'replica',
  state,
})
const rejoined = (now: Said, before: Said, ways: string[], events: object[] = []) =>
  judged('patroni/rejoined-by', { member: 'pg01', ways }, [evidence({ events }), now], [before])

t.test('own data, a rewind, a copy and a backup are told apart', async (t) => {
  const way = (now: Said, events: object[] = []) => rejoined(now, born, ['rewind'], events).found
  t.equal(way(born), 'own-wal')
  t.equal(way(rewound), 'rewind')
  t.equal(way(copied), 'copy')
  t.equal(way(restored), 'backup')
  t.equal(way(restored, [member('creating replica')]), 'backup')
})

t.test('a copy that was rewound afterwards is a copy all the same', async (t) => {
  t.equal(rejoined(rewound, born, ['rewind'], [member('creating replica')]).found, 'copy')
  t.equal(rejoined(rewound, born, ['rewind'], [member('creating replica', 'pg02')]).found, 'rewind')
})

t.test('verdicts', async (t) => {
  t.match(rejoined(rewound, '', ['rewind']), { verdict: 'pass', params: { way: 'rewind' } })
  t.match(rejoined(born, born, ['own-wal', 'rewind']), { verdict: 'pass' })
  t.match(rejoined('', '', ['rewind']), { verdict: 'fail', word: 'untouched' })
  t.match(rejoined(copied, born, ['own-wal', 'rewind']), { verdict: 'fail', word: 'other' })
  t.match(rejoined({ code: 1 }, born, ['rewind']), { verdict: 'error', word: 'down' })
  t.match(rejoined(undefined, born, ['rewind']), { verdict: 'error', word: 'down' })
})
