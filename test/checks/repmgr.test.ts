import t from 'tap'
import { evidence, judged, type Said } from './judged.ts'

/** Rows of repmgr.nodes as state.sql of repmgr 5.5 prints them. */
const row = (name: string, type: string, upstream: string | null, more: object = {}) => ({
  name,
  type,
  active: true,
  upstream,
  priority: type === 'witness' ? 0 : 100,
  location: 'default',
  ...more,
})
const table = [
  row('pg01', 'primary', null),
  row('pg02', 'standby', 'pg01'),
  row('pg03', 'standby', 'pg01'),
  row('pg_witness', 'witness', 'pg01'),
]

const node = (self: string, more: object) =>
  JSON.stringify({
    self,
    system: '7710566346921644226',
    recovery: true,
    timeline: 1,
    receiver: 'streaming',
    sender: 'pg01',
    restart: false,
    daemon: true,
    paused: false,
    nodes: table,
    standbys: [],
    ...more,
  })
const primary = (self: string, more: object = {}) =>
  node(self, { recovery: false, receiver: null, sender: null, ...more })
const pg02 = node('pg02', {})
const pg03 = node('pg03', {})
const witness = primary('pg_witness', { system: '7710566346921699999' })
const whole = [primary('pg01'), pg02, pg03, witness]

/** After pg01 was lost and pg02 promoted. */
const moved = [
  row('pg01', 'primary', null, { active: false }),
  row('pg02', 'primary', null),
  row('pg03', 'standby', 'pg02'),
  row('pg_witness', 'witness', 'pg02'),
]
const heir = primary('pg02', { timeline: 2, nodes: moved })
const follower = node('pg03', { timeline: 2, sender: 'pg02', nodes: moved })

t.test('repmgr/primary-is', async (t) => {
  const is = (said: Said[], member: string | string[] = 'pg01') => judged('repmgr/primary-is', { member }, said)
  t.match(is(whole), { verdict: 'pass', params: { member: 'pg01', timeline: 1 } })
  t.match(is([undefined, heir, follower, witness], ['pg02', 'pg03']), { verdict: 'pass', machine: 'pg02' })
  t.match(is(whole, 'pg02'), { word: 'other', params: { primary: 'pg01', member: 'pg02' } })
  t.match(is([undefined, pg02, pg03, witness]), { word: 'none' }, 'a witness takes writes and is no primary')
  t.match(is([primary('pg01'), heir, follower, witness], 'pg02'), {
    word: 'several',
    params: { primaries: 'pg02, pg01' },
  })
  const unaware = primary('pg02', { timeline: 2 })
  t.match(is([undefined, unaware, pg03, witness], 'pg02'), { word: 'table', params: { listed: 'pg01 primary' } })
  const torn = primary('pg02', { nodes: [row('pg01', 'primary', null), row('pg02', 'primary', null)] })
  t.match(is([undefined, torn, pg03, witness], 'pg02'), { word: 'table' }, 'two active primaries in the table')
  t.match(is([{ code: 2 }, { code: 2 }, { code: 2 }, { code: 2 }]), { verdict: 'fail', word: 'silent' })
  t.match(is([undefined, undefined, undefined, undefined]), { verdict: 'error', word: 'silent' })
})

t.test('repmgr/follows', async (t) => {
  const follows = (said: Said[], more: object = {}) => judged('repmgr/follows', more, said)
  t.match(follows(whole), { verdict: 'pass', params: { members: 'pg02, pg03', upstream: 'pg01' } })
  t.match(follows([undefined, heir, follower, witness], { except: ['pg01'] }), {
    verdict: 'pass',
    params: { members: 'pg03', n: 1, upstream: 'pg02', timeline: 2 },
  })
  const one = { members: ['pg03'] }
  const third = (more: object) => [primary('pg01'), pg02, node('pg03', more), witness]
  for (const sender of ['192.168.56.11', 'pg01.lab.test']) t.match(follows(third({ sender }), one), { verdict: 'pass' })
  t.match(follows(third({ receiver: null, sender: null }), one), { word: 'idle', params: { state: 'none' } })
  t.match(follows(third({ receiver: 'waiting' }), one), { word: 'idle', found: 'waiting' })
  t.match(follows(third({ sender: 'pg02' }), one), { word: 'elsewhere', params: { sender: 'pg02', upstream: 'pg01' } })
  t.match(follows(third({ timeline: 2 }), one), { word: 'timeline' })
  t.match(follows([primary('pg01'), pg02, undefined, witness], one), { word: 'mute', machine: 'pg03' })
  t.match(follows([undefined, heir, primary('pg03'), witness], one), { word: 'leads' })
  t.match(follows([undefined, pg02, pg03, witness]), { word: 'no-primary' })
  t.match(follows(whole.slice(0, 1).concat(pg02), { upstream: 'pg03' }), { word: 'absent' })

  const listed = (pg03: object[]) => [
    primary('pg01', { nodes: [...table.slice(0, 2), ...pg03] }),
    pg02,
    node('pg03', {}),
  ]
  t.match(follows(listed([]), one), { word: 'table', params: { listed: '–' } }, 'streams and is not registered')
  t.match(follows(listed([row('pg03', 'standby', 'pg02')]), one), { word: 'table', found: 'standby of pg02' })
  t.match(follows(listed([row('pg03', 'standby', 'pg01', { active: false })]), one), { word: 'table' })

  const cascade = [row('pg01', 'primary', null), row('pg02', 'standby', 'pg01'), row('pg03', 'standby', 'pg02')]
  const said = [primary('pg01', { nodes: cascade }), pg02, node('pg03', { sender: 'pg02' }), witness]
  t.match(follows(said, { ...one, upstream: 'pg02' }), { verdict: 'pass', params: { upstream: 'pg02' } })
})

t.test('repmgr/daemon', async (t) => {
  const daemon = (said: Said[], more: object = {}) => judged('repmgr/daemon', more, said)
  const third = (more: object) => [primary('pg01'), pg02, node('pg03', more), witness]
  t.match(daemon(whole), { verdict: 'pass', params: { members: 'pg01, pg02, pg03, pg_witness', paused: 'false' } })
  t.match(daemon(third({ daemon: false })), { word: 'stopped', machine: 'pg03' })
  t.match(daemon(third({ daemon: null, paused: null })), { word: 'stopped' })
  t.match(daemon(third({ paused: true })), { word: 'paused', machine: 'pg03' })
  t.match(daemon(third({ paused: true }), { members: ['pg01', 'pg02'] }), { verdict: 'pass' })
  t.match(daemon(third({ paused: true }), { members: ['pg03'], paused: true }), { verdict: 'pass', found: 'paused' })
  t.match(daemon(whole, { paused: true }), { word: 'awake', machine: 'pg01' })
  t.match(daemon([primary('pg01'), pg02, { code: 2 }, witness]), { word: 'mute', machine: 'pg03' })
})

/** Events as recorded by a lab that failed over from pg01 to pg02 and took pg01 back. */
const happened = (event: string, node: string | null, more: object = {}) => ({
  at: 1_700_000_030_000,
  what: 'repmgr',
  event,
  node,
  successful: true,
  details: `node "${node}" …`,
  stamp: 1_700_000_029.8,
  ...more,
})

t.test('repmgr/event', async (t) => {
  const events = [
    happened('repmgrd_failover_promote', 'pg02'),
    happened('repmgrd_failover_follow', 'pg_witness'),
    happened('repmgrd_failover_follow', 'pg03'),
    happened('node_rejoin', 'pg01', { successful: false }),
    { at: 1, what: 'leader', name: 'pg02' },
  ]
  const event = (name: string, more: object = {}) =>
    judged('repmgr/event', { event: name, ...more }, [evidence({ events })])
  t.match(event('repmgrd_failover_promote'), { verdict: 'pass', params: { n: 1, nodes: 'pg02' } })
  t.match(event('repmgrd_failover_promote', { node: 'pg03' }), { word: 'never', params: { on: 'pg03' } })
  t.match(event('repmgrd_failover_follow', { at_least: 2 }), { verdict: 'pass', found: '2' })
  t.match(event('repmgrd_failover_follow', { at_least: 3 }), { word: 'rare', params: { n: 2, wanted: 3 } })
  t.match(event('repmgrd_failover_follow', { none: true }), { word: 'happened', params: { nodes: 'pg_witness, pg03' } })
  t.match(event('standby_clone', { none: true }), { verdict: 'pass', found: '0' })
  t.match(event('node_rejoin'), { word: 'never' }, 'a row of a failure does not count')
  t.match(event('node_rejoin', { none: true }), { verdict: 'pass' })
  const blind = [{ who: 'recorder', from: 1_700_000_000_000, to: 1_700_000_020_000 }]
  t.match(judged('repmgr/event', { event: 'node_rejoin', none: true }, [evidence({ blind })]), { word: 'blind' })
})

t.test('repmgr/rejoined', async (t) => {
  const label = (method: string, time: string) => `BACKUP METHOD: ${method}\nSTART TIME: 2026-11-20 ${time} UTC\n`
  const born = label('streamed', '23:56:57')
  const rejoined = (events: object[], now: Said, before: Said = born) =>
    judged('repmgr/rejoined', { member: 'pg01' }, [evidence({ events }), now], [before])
  const rejoin = happened('node_rejoin', 'pg01')
  t.match(rejoined([rejoin], label('pg_rewind', '23:59:42')), { verdict: 'pass' })
  t.match(rejoined([rejoin], born), { verdict: 'pass' }, 'nothing had to be rewound')
  t.match(rejoined([rejoin], undefined), { verdict: 'pass' }, 'what it has is told by repmgr as well')
  t.match(rejoined([rejoin], '', ''), { verdict: 'pass' }, 'it never was a copy')
  t.match(rejoined([], born), { word: 'never' })
  t.match(rejoined([happened('node_rejoin', 'pg02')], born), { word: 'never' }, 'another one did')
  t.match(rejoined([{ ...rejoin, successful: false }], born), { word: 'never' })
  t.match(rejoined([happened('standby_clone', 'pg01')], label('streamed', '23:59:50')), { word: 'copied' })
  t.match(rejoined([rejoin, happened('standby_clone', 'pg01')], born), { word: 'copied' })
  t.match(rejoined([rejoin], label('streamed', '23:59:50')), { word: 'copied' }, 'past repmgr')
})
