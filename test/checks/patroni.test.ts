import t from 'tap'
import { judged } from './judged.ts'

/** GET /cluster as Patroni 3.0, 4.0 and 4.1 answer it: states and further keys differ, names and roles do not. */
const member = (name: string, role: string, state: string, timeline: number, more: object = {}) => ({
  name,
  role,
  state,
  api_url: `http://192.168.56.11:8008/patroni`,
  host: '192.168.56.11',
  port: 5432,
  timeline,
  ...more,
})
const versions = {
  '3.0': {
    members: [
      member('pg01', 'leader', 'running', 2),
      member('pg02', 'replica', 'running', 2, { lag: 0 }),
      member('pg03', 'replica', 'running', 2, { lag: 0 }),
    ],
  },
  '4.0': {
    members: [
      member('pg01', 'leader', 'running', 2),
      member('pg02', 'replica', 'streaming', 2, { lag: 0 }),
      member('pg03', 'sync_standby', 'streaming', 2, { lag: 0 }),
    ],
    scope: 'patroni',
  },
  '4.1': {
    members: [
      member('pg01', 'leader', 'running', 2),
      member('pg02', 'replica', 'streaming', 2, {
        receive_lag: 0,
        receive_lsn: '0/5000060',
        replay_lag: 0,
        replay_lsn: '0/5000060',
        lag: 0,
        lsn: '0/5000060',
      }),
      member('pg03', 'quorum_standby', 'streaming', 2, { lag: 0 }),
    ],
    scope: 'patroni',
  },
}

for (const [version, cluster] of Object.entries(versions)) {
  const said = [JSON.stringify(cluster), undefined, undefined]
  const all = ['primary running', 'replica running', 'replica streaming'].map(
    (own) => `${JSON.stringify(cluster)}\n${own}\n`,
  )
  t.match(
    judged('patroni/leader-is', { member: 'pg01' }, said),
    { verdict: 'pass', found: 'pg01' },
    `leader, Patroni ${version}`,
  )
  t.match(
    judged('patroni/leader-is', { member: 'pg02' }, said),
    { verdict: 'fail', word: 'other' },
    `other, Patroni ${version}`,
  )
  t.match(
    judged('patroni/streams', { members: ['pg02', 'pg03'] }, all),
    { verdict: 'pass' },
    `streams, Patroni ${version}`,
  )
  t.match(judged('patroni/streams', {}, all), { verdict: 'pass', params: { members: 'pg02, pg03' } })
}

t.test('members that do not stream', async (t) => {
  const said = (...members: object[]) => [undefined, JSON.stringify({ members }), undefined]
  const leader = member('pg01', 'leader', 'running', 3)
  const streams = (...members: object[]) => judged('patroni/streams', { members: ['pg02'] }, said(...members)).word
  t.equal(streams(leader), 'absent')
  t.equal(streams(leader, member('pg02', 'replica', 'starting', 3)), 'idle')
  t.equal(streams(leader, member('pg02', 'replica', 'streaming', 2)), 'timeline')
  t.equal(streams(member('pg02', 'leader', 'running', 3)), 'leads')
  t.equal(streams(member('pg02', 'replica', 'running', 3)), 'no-leader')
})

t.test('a member that knows a leader is believed before one that knows none', async (t) => {
  const isolated = JSON.stringify({ members: [member('pg01', 'replica', 'running', 2)] })
  const rest = JSON.stringify({ members: [member('pg02', 'leader', 'running', 3)] })
  t.match(judged('patroni/leader-is', { member: 'pg02' }, [isolated, rest, undefined]), {
    verdict: 'pass',
    machine: 'pg02',
  })
})

t.test('a leader that has stepped down is none, whatever is still in etcd', async (t) => {
  const { '4.0': cluster } = versions
  const said = (...roles: string[]) => roles.map((role) => `${JSON.stringify(cluster)}\n${role}\n`)
  const leader = (...roles: string[]) => judged('patroni/leader-is', { member: 'pg01' }, said(...roles)).word
  t.equal(leader('replica', 'replica', 'replica'), 'none')
  for (const role of ['primary', 'master', 'standby_leader', '']) t.equal(leader(role, 'replica', 'replica'), 'pass')
  t.match(judged('patroni/leader-is', { member: 'pg01' }, [undefined, ...said('replica')]), { verdict: 'pass' })
})

t.test('a member that is off does not stream, though the cluster has not noticed', async (t) => {
  const said = JSON.stringify(versions['4.0'])
  const streams = (own: string | undefined) =>
    judged('patroni/streams', { members: ['pg02'] }, [`${said}\nprimary running`, own && `${said}\n${own}`, undefined])
      .word
  t.equal(streams('replica running'), 'pass')
  t.equal(streams(undefined), 'mute')
  t.equal(streams('replica starting'), 'mute')
  t.equal(streams('replica stopped'), 'mute')
})

t.test('nobody answers, or nonsense', async (t) => {
  t.match(judged('patroni/leader-is', { member: 'pg02' }, [undefined, undefined, undefined]), {
    verdict: 'error',
    word: 'silent',
  })
  t.match(judged('patroni/leader-is', { member: 'pg02' }, ['<html>', '{"members": 7}', '[]']), {
    verdict: 'fail',
    word: 'silent',
  })
  t.match(judged('patroni/leader-is', { member: 'pg02' }, ['{"members": []}', undefined, undefined]), {
    verdict: 'fail',
    word: 'none',
  })
})
