import t from 'tap'
import { judged } from './judged.ts'

const silent = [undefined, undefined, undefined]

t.test('the dynamic configuration', async (t) => {
  const config = {
    ttl: 20,
    synchronous_mode: true,
    postgresql: {
      use_slots: true,
      parameters: { max_connections: 150, shared_buffers: '48MB', 'pg_stat_statements.max': '100' },
    },
  }
  const contains = (part: object, said = JSON.stringify(config)) =>
    judged('patroni/dynamic-config', { contains: part }, [undefined, said, undefined])
  t.match(contains({ postgresql: { parameters: { max_connections: 150, shared_buffers: '49152kB' } } }), {
    verdict: 'pass',
    machine: 'pg02',
  })
  t.match(contains({ synchronous_mode: true, ttl: '20' }), { verdict: 'pass' })
  t.match(contains({ postgresql: { parameters: { 'pg_stat_statements.max': 100 } } }), { verdict: 'pass' })
  t.match(contains({ postgresql: { parameters: { max_connections: 160 } } }), {
    word: 'differs',
    found: 'postgresql.parameters.max_connections = 150',
  })
  t.match(contains({ postgresql: { parameters: { work_mem: '8MB' } } }), { word: 'absent' })
  const units = JSON.stringify({ max_connections: { setting: '150', unit: 'ms', shown: '150ms' } })
  t.match(
    judged('patroni/dynamic-config', { contains: { postgresql: { parameters: { max_connections: '150ms' } } } }, [
      JSON.stringify(config),
      ...silent.slice(1),
      undefined,
      units,
    ]),
    { verdict: 'pass' },
    'a bare number counts what the server says',
  )
  t.match(contains({ postgresql: 7 }), { word: 'absent' }, 'a tree is no value')
  t.match(contains({ ttl: 20 }, '<html>'), { verdict: 'error', word: 'silent' })
  t.match(judged('patroni/dynamic-config', { contains: { ttl: 20 } }, silent), { verdict: 'error', word: 'silent' })
})

/** GET /cluster: pending_restart is absent where nobody waits; 4.0 adds the reason. */
const cluster = (...waiting: string[]) =>
  JSON.stringify({
    members: ['pg01', 'pg02', 'pg03'].map((name) => ({
      name,
      role: name === 'pg01' ? 'leader' : 'replica',
      state: name === 'pg01' ? 'running' : 'streaming',
      timeline: 1,
      ...(waiting.includes(name)
        ? { pending_restart: true, pending_restart_reason: { max_connections: { old_value: '100', new_value: '150' } } }
        : {}),
    })),
  })

t.test('pending restarts', async (t) => {
  const pending = (parameters: object, ...waiting: string[]) =>
    judged('patroni/pending-restart', parameters, [cluster(...waiting), undefined, undefined])
  t.match(pending({}), { verdict: 'pass' })
  t.match(pending({}, 'pg01', 'pg03'), { word: 'waiting', found: 'pg01, pg03' })
  t.match(pending({ members: ['pg02'] }, 'pg01'), { verdict: 'pass' })
  t.match(pending({ pending: true }, 'pg01', 'pg02', 'pg03'), { verdict: 'pass' })
  t.match(pending({ pending: true }, 'pg02', 'pg03'), { word: 'quiet', params: { members: 'pg01' } })
  t.match(pending({ members: ['pg04'] }), { word: 'absent' })
  t.match(judged('patroni/pending-restart', {}, silent), { verdict: 'error', word: 'silent' })
})

t.test('synchronous standbys, in each version', async (t) => {
  const standbys = (wanted: number, ...roles: [string, string][]) =>
    judged('patroni/synchronous', { standbys: wanted }, [
      JSON.stringify({
        members: [
          { name: 'pg01', role: 'leader', state: 'running', timeline: 1 },
          ...roles.map(([role, state], index) => ({ name: `pg0${index + 2}`, role, state, timeline: 1 })),
        ],
      }),
      undefined,
      undefined,
    ])
  t.match(standbys(1, ['sync_standby', 'running'], ['replica', 'running']), { verdict: 'pass', found: 'pg02' }, '3.0')
  t.match(standbys(1, ['replica', 'streaming'], ['sync_standby', 'streaming']), { verdict: 'pass' }, '4.0')
  t.match(standbys(2, ['quorum_standby', 'streaming'], ['quorum_standby', 'streaming']), { verdict: 'pass' }, 'quorum')
  t.match(standbys(1, ['replica', 'streaming'], ['replica', 'streaming']), { word: 'none' })
  t.match(standbys(1, ['sync_standby', 'starting'], ['replica', 'streaming']), { word: 'none' })
  t.match(standbys(1, ['sync_standby', 'streaming'], ['sync_standby', 'streaming']), { word: 'count' })
  t.match(standbys(0, ['replica', 'streaming'], ['replica', 'streaming']), { verdict: 'pass' })
  t.match(judged('patroni/synchronous', {}, silent), { verdict: 'error', word: 'silent' })
})

t.test('one of several may lead', async (t) => {
  const leads = (...member: string[]) => judged('patroni/leader-is', { member }, [cluster(), undefined, undefined])
  t.match(leads('pg02', 'pg01'), { verdict: 'pass', params: { member: 'pg01' } })
  t.match(leads('pg02', 'pg03'), { word: 'other', expected: 'pg02 / pg03', found: 'pg01' })
})
