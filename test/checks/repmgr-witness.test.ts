import t from 'tap'
import { judged, type Said } from './judged.ts'

/** As state.sql of repmgr 5.5 prints it on a lab that has just come up. */
const table = (more: Record<string, object> = {}) =>
  [
    { name: 'pg01', type: 'primary', active: true, upstream: null, priority: 100, location: 'default' },
    { name: 'pg02', type: 'standby', active: true, upstream: 'pg01', priority: 100, location: 'default' },
    { name: 'pg03', type: 'standby', active: true, upstream: 'pg01', priority: 100, location: 'default' },
    { name: 'pg_witness', type: 'witness', active: true, upstream: 'pg01', priority: 0, location: 'default' },
  ]
    .map((row) => ({ ...row, ...more[row.name] }))
    .filter((row) => !('gone' in row))
const server = (self: string, nodes: object[] | null, more: object = {}): string =>
  JSON.stringify({
    self,
    system: '7710567070944501954',
    recovery: false,
    timeline: 1,
    receiver: null,
    sender: null,
    restart: false,
    daemon: true,
    paused: false,
    nodes,
    standbys: [],
    ...more,
  })
const standby = (self: string, nodes = table()) =>
  server(self, nodes, { recovery: true, receiver: 'streaming', sender: 'pg01' })
const cluster = (nodes = table()): Said[] => [server('pg01', nodes), standby('pg02', nodes), standby('pg03', nodes)]
const own = (nodes: object[] | null = table()) => server('pg_witness', nodes, { system: '7710567071017517250' })

t.test('repmgr/witness', async (t) => {
  const is = (said: Said[], more: object = {}) => judged('repmgr/witness', more, said)
  t.match(is([...cluster(), own()]), { verdict: 'pass', params: { witness: 'pg_witness', primary: 'pg01', n: 4 } })
  t.match(is([...cluster(), undefined]), { word: 'down', machine: 'pg_witness' })
  t.match(is([...cluster(), { code: 2, stderr: 'psql: error: database "repmgr" does not exist' }]), { word: 'down' })
  t.match(is([...cluster(), standby('pg_witness')]), { word: 'standby', found: '7710567070944501954' })

  const without = table({ pg_witness: { gone: true } })
  t.match(is([...cluster(without), own()]), { word: 'absent', machine: 'pg01' })
  t.match(is([...cluster(table({ pg_witness: { type: 'standby' } })), own()]), { word: 'type', found: 'standby' })
  t.match(is([...cluster(table({ pg_witness: { active: false } })), own()]), { word: 'inactive' })
  t.match(is([...cluster(table({ pg_witness: { upstream: 'pg02' } })), own()]), {
    word: 'upstream',
    params: { found: 'pg02', primary: 'pg01' },
  })
})

t.test('its copy of the nodes', async (t) => {
  const is = (nodes: object[] | null, in_step?: boolean) =>
    judged('repmgr/witness', in_step === undefined ? {} : { in_step }, [...cluster(), own(nodes)])
  t.match(is(table({ pg03: { gone: true } })), { word: 'stale', params: { nodes: 'pg03' } })
  t.match(is(table({ pg02: { priority: 40 }, pg03: { active: false } })), { word: 'stale', found: 'pg02, pg03' })
  t.match(is(null), { word: 'stale' })
  t.match(is(table({ pg03: { gone: true } }), false), { verdict: 'pass', params: { step: 'false', n: 3 } })
})

t.test('nobody to ask, and hostile answers', async (t) => {
  const is = (said: Said[]) => judged('repmgr/witness', {}, said)
  t.match(is([undefined, undefined, undefined, undefined]), { verdict: 'error', word: 'silent' })
  t.match(is(['', '', '', '']), { verdict: 'fail', word: 'silent' })
  t.match(is([undefined, standby('pg02'), standby('pg03'), own()]), { word: 'no-primary' })
  t.match(is([...cluster(), '{"self": 7}']), { word: 'down' })
  const painted = table({ pg_witness: { type: '\u001b[2Jwitness' } })
  t.notMatch(JSON.stringify(is([...cluster(painted), own()])), /\\u001b/)
})

const conf = (...lines: string[]) =>
  ["conf node_name='pg03'", ...lines.map((line) => `conf ${line}`), 'changed 1795256460.461280'].join('\n')

t.test('repmgr/registered', async (t) => {
  const is = (parameters: object, nodes = table(), file: Said = conf('priority=100', "location='default'")) =>
    judged('repmgr/registered', { member: 'pg03', type: 'standby', ...parameters }, [...cluster(nodes), own(), file])
  t.match(is({}), { verdict: 'pass', machine: 'pg01', found: 'standby, priority 100, location default' })
  t.match(is({ priority: 100, location: 'default' }), { verdict: 'pass' })
  t.match(is({}, table({ pg03: { gone: true } })), { word: 'absent', params: { member: 'pg03', primary: 'pg01' } })
  t.match(is({ type: 'witness' }), { word: 'type', params: { found: 'standby', expected: 'witness' } })
  t.match(is({}, table({ pg03: { active: false } })), { word: 'inactive' })
  t.match(is({ priority: 40 }), { word: 'table', params: { name: 'priority', found: '100', expected: '40' } })
  t.match(is({ priority: 40 }, table({ pg03: { priority: 40 } })), { word: 'file', machine: 'pg03' })
  t.match(is({ location: 'north' }, table({ pg03: { location: 'north' } })), { word: 'file', found: 'default' })
  t.match(is({ priority: 40 }, table({ pg03: { priority: 40 } }), conf('priority=100', 'priority = 40 # low')), {
    verdict: 'pass',
  })
  t.match(is({ priority: 100 }, table(), conf()), { verdict: 'pass' }, 'what is not in the file is the default')
  t.match(is({ priority: 40 }, table({ pg03: { priority: 40 } }), { code: 1 }), { word: 'unreadable' })
  t.match(is({}, table(), { code: 1 }), { verdict: 'pass' }, 'no need of the file where nothing of it is asked')
})
