import t from 'tap'
import { readRoutes } from '../../provision/haproxy/read-routes.ts'
import { readEvidence } from '../../provision/observer/read-evidence.ts'
import { readCluster } from '../../provision/patroni/read-cluster.ts'
import { readNodes } from '../../provision/repmgr/read-nodes.ts'
import type { Lab } from '../../src/lab/lab.ts'

/*
 * What machines say is data, and hostile: whatever does not look like an answer is no answer.
 */
const lab = { machines: [{ name: 'pg01' }, { name: 'pg02' }] } as unknown as Lab

t.test('Patroni’s members, with what different versions leave out', (t) => {
  const members = [
    { name: 'pg01', role: 'leader', state: 'running', timeline: 3, api_url: 'http://x', pending_restart: true },
    { name: 'pg02', role: 'replica', state: 'streaming', timeline: 3, lag: 16777216 },
    { name: 'pg03', role: 'replica', state: 'starting', lag: 'unknown' },
  ]
  t.same(readCluster(JSON.stringify({ members, pause: true, scope: 'x' })), {
    paused: true,
    members: [
      { name: 'pg01', role: 'leader', state: 'running', timeline: 3, lag: null, pendingRestart: true },
      { name: 'pg02', role: 'replica', state: 'streaming', timeline: 3, lag: 16777216, pendingRestart: false },
      { name: 'pg03', role: 'replica', state: 'starting', timeline: null, lag: null, pendingRestart: false },
    ],
  })
  t.end()
})

t.test('repmgr’s nodes: of itself a node knows all, of others what its table says', (t) => {
  const said = (self: string, recovery: boolean, standbys: object[]) =>
    JSON.stringify({
      self,
      system: '7',
      recovery,
      timeline: 2,
      receiver: recovery ? 'streaming' : null,
      sender: null,
      restart: false,
      daemon: true,
      paused: false,
      nodes: ['pg01', 'pg02', 'pg_witness'].map((name) => ({
        name,
        type: name === 'pg_witness' ? 'witness' : 'standby',
        active: true,
        upstream: null,
        priority: 100,
        location: 'default',
      })),
      standbys,
    })
  const primary = readNodes(said('pg01', false, [{ name: 'pg02', state: 'streaming', lag: 8 }]))
  t.match(primary, {
    self: 'pg01',
    members: [
      { name: 'pg01', role: 'leader', state: 'running', timeline: 2 },
      { name: 'pg02', role: 'replica', state: 'streaming', timeline: 2, lag: 8 },
      { name: 'pg_witness', role: 'witness', state: 'unknown' },
    ],
  })
  t.match(readNodes(said('pg02', true, [])), {
    members: [{ role: 'replica', state: 'unknown' }, { role: 'replica', state: 'streaming' }, { role: 'witness' }],
  })
  for (const text of ['', 'null', '{}', said('x'.repeat(200), true, [])]) t.equal(readNodes(text), undefined)
  t.end()
})

const junk = [
  '',
  'null',
  '[]',
  '{',
  '{"members": 1}',
  '{"members": [{}]}',
  `{"members": [{"name": "${'x'.repeat(1000)}", "role": "r", "state": "s"}]}`,
  '<html>',
]
for (const text of junk) {
  t.equal(readCluster(text), undefined, `Patroni: ${text.slice(0, 30)}`)
}
t.equal(
  readCluster(JSON.stringify({ members: Array.from({ length: 1000 }, () => ({ name: 'a', role: 'b', state: 'c' })) })),
  undefined,
  'a thousand members',
)

t.test('HAProxy’s statistics lead only to machines of the lab that are up', (t) => {
  const csv = [
    '# pxname,svname,status,x',
    'read-write,FRONTEND,OPEN,1',
    'read-write,pg01,UP,1',
    'read-write,pg02,DOWN,1',
    'read-only,pg02,UP 1/2,1',
    'read-only,evil,UP,1',
    'stats,pg01,UP,1',
  ].join('\n')
  t.same(readRoutes(csv, lab)?.routes, [
    { name: 'read-write', port: 5000, to: ['pg01'] },
    { name: 'read-only', port: 5001, to: ['pg02'] },
  ])
  for (const text of ['', 'nonsense', '# a,b,c\n1,2,3']) t.equal(readRoutes(text, lab), undefined, text)
  t.end()
})

t.test('the last change of leader', (t) => {
  const change = { from: 'pg01', to: 'pg02', at: 1700000000000, timeline: 2, outage: 2400 }
  t.same(readEvidence(JSON.stringify(change)), { lastChange: change })
  t.same(readEvidence('null'), { lastChange: null }, 'none yet')
  for (const text of [
    '',
    '{}',
    '[1]',
    JSON.stringify({ ...change, outage: -5 }),
    JSON.stringify({ ...change, to: 7 }),
  ]) {
    t.equal(readEvidence(text), undefined, text.slice(0, 40))
  }
  t.end()
})
