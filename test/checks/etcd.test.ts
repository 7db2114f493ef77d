import t from 'tap'
import { judged, type Said } from './judged.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Ids as etcd 3.5.16 has them: beyond what a number of JavaScript holds. */
const ids = { pg01: '7029469249253339333', pg02: '11945383529486084430', pg03: '11765436506366839416' }
const cluster = '16478233666822071156'

interface State {
  cluster?: string
  members?: Record<string, string>
  revision?: number
  keys?: Record<string, string>
}

/** What a member says to storeLines. */
const store = ({ cluster: id = cluster, members = ids, revision = 123, keys = lasting }: State = {}): string => {
  const header = { cluster_id: id, member_id: ids.pg01, raft_term: '2' }
  const list = { header, members: Object.entries(members).map(([name, ID]) => ({ ID, name, peerURLs: ['http://x'] })) }
  const kvs = Object.entries(keys).map(([key, create_revision]) => ({
    key: base64(key),
    create_revision,
    mod_revision: '120',
    version: '3',
    ...(key.includes('leader') ? { lease: '8126079203947393802' } : {}),
  }))
  return `${JSON.stringify(list)}\n${JSON.stringify({ header: { ...header, revision: String(revision) }, kvs, count: '3' })}`
}
const lasting = { '/service/patroni/initialize': '4', '/service/patroni/config': '16', '/service/patroni/leader': '17' }

const healthy = (state?: State): string => `{"health":"true","reason":""}\n${store(state)}`

t.test('members that are healthy, one by one', async (t) => {
  const quorum = (...said: Said[]) => judged('etcd/quorum', {}, said)
  t.match(quorum(healthy(), healthy(), healthy()), { verdict: 'pass', params: { members: 'pg01, pg02, pg03' } })
  t.match(quorum(healthy(), '\n', healthy()), { verdict: 'fail', word: 'silent', machine: 'pg02' })
  t.match(quorum(healthy(), healthy(), undefined), { verdict: 'fail', word: 'silent', machine: 'pg03' })
  const alone = `{"health":"false","reason":"RAFT NO LEADER"}\n${store()}`
  t.match(quorum(alone, '', ''), { word: 'unhealthy', found: 'RAFT NO LEADER', machine: 'pg01' })
  t.match(quorum(healthy(), healthy({ cluster: '5' }), healthy()), { word: 'apart', machine: 'pg02', found: '5' })
  t.match(quorum('<html>', '[]', '7'), { word: 'silent' })
  t.match(judged('etcd/quorum', { members: ['pg02'] }, [healthy()]), { verdict: 'pass' })
})

t.test('the same cluster as at the start', async (t) => {
  const same = (now: Said[], before: Said[] = [store(), undefined, ''], parameters = {}) =>
    judged('etcd/same-cluster', parameters, now, before)
  t.match(same([store({ revision: 200 }), store({ revision: 200 }), store({ revision: 200 })]), { verdict: 'pass' })
  const newborn = { ...lasting, '/service/patroni/leader': '190' }
  t.match(same([store({ keys: newborn })]), { verdict: 'pass' }, 'what hangs on a lease comes and goes')
  t.match(same([store({ keys: { ...lasting, '/new': '150' } })]), { verdict: 'pass' })
  t.match(same([undefined, store({ cluster: '5' }), '']), { verdict: 'fail', word: 'cluster', found: '5' })
  t.match(same([store({ members: { ...ids, pg03: '99' } })]), {
    word: 'members',
    params: { member: 'pg03', found: '63' },
  })
  const behind = store({ revision: 90, keys: {} })
  t.match(
    same([behind, store({ revision: 200 })]),
    { verdict: 'pass' },
    'a member that catches up is not the last word',
  )
})

t.test('founded anew with the same settings, etcd has the same ids', async (t) => {
  const again = store({ revision: 60, keys: { '/service/patroni/initialize': '9', '/service/patroni/config': '16' } })
  t.match(judged('etcd/same-cluster', {}, [again], [store()]), {
    verdict: 'fail',
    word: 'data',
    params: { key: '/service/patroni/initialize', n: 1 },
  })
  t.match(judged('etcd/same-cluster', {}, [store({ keys: {} })], [store()]), { word: 'data', params: { n: 0 } })
})

t.test('a member that is to be replaced', async (t) => {
  const replaced = (members: Record<string, string>) =>
    judged('etcd/same-cluster', { replaced: ['pg03'] }, [store({ members })], [store()]).word
  t.equal(replaced({ ...ids, pg03: '99' }), 'pass')
  t.equal(replaced(ids), 'kept')
  t.equal(replaced({ pg01: ids.pg01, pg02: ids.pg02 }), 'kept')
  t.equal(replaced({ ...ids, pg02: '98', pg03: '99' }), 'members')
})

t.test('nobody answers, or nobody knows what was', async (t) => {
  t.match(judged('etcd/same-cluster', {}, ['', undefined, 'x'], [store()]), { verdict: 'error', word: 'silent' })
  t.match(judged('etcd/same-cluster', {}, [store()], [undefined]), { verdict: 'error', word: 'unknown' })
})

t.test('a key, its value and its lease', async (t) => {
  const key = (said: Said, more: object = { value: 'pg02', lease: 900 }) =>
    judged('etcd/has-key', { key: '/course/amber', ...more }, [undefined, said, undefined])
  const header = { cluster_id: cluster, revision: '425' }
  const pair = (value: string, lease?: string) =>
    JSON.stringify({ header, kvs: [{ key: 'eA==', value: base64(value), lease }] })
  const granted = (ttl: string) => JSON.stringify({ header, ID: '754531038871982090', TTL: '880', grantedTTL: ttl })
  t.match(key(`${pair('pg02', '7545')}\n${granted('900')}`), { verdict: 'pass', machine: 'pg02' })
  t.match(key(`${pair('pg02', '7545')}\n${granted('20')}`), { verdict: 'fail', word: 'lease', found: '20 s' })
  t.match(key({ stdout: `${pair('pg02')}\n{"error":"EOF"}`, code: 22 }), { word: 'unleased' })
  t.match(key(`${pair('pg02', '7545')}\n${JSON.stringify({ header, TTL: '-1' })}`), { word: 'unleased' })
  t.match(key(pair('pg02'), {}), { verdict: 'pass' })
  t.match(key(pair('pg03')), { word: 'value', found: 'pg03' })
  t.match(key(pair('pg02\u001b[2J'), { value: 'pg02' }), { word: 'value' })
  t.match(key(JSON.stringify({ header })), { word: 'absent' })
  t.match(key('no json'), { verdict: 'error', word: 'silent' })
})
