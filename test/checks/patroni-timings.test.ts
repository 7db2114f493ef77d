import t from 'tap'
import { judged } from './judged.ts'

t.test('paused or not', async (t) => {
  const cluster = (more: object) =>
    JSON.stringify({ members: [{ name: 'pg01', role: 'leader', state: 'running', timeline: 1 }], ...more })
  const paused = (...said: Parameters<typeof judged>[2]) => judged('patroni/not-paused', {}, said)
  t.match(paused(cluster({}), undefined, undefined), { verdict: 'pass' })
  t.match(paused(undefined, cluster({ pause: true }), undefined), { word: 'paused', machine: 'pg02' })
  t.match(paused(undefined, undefined, 'nonsense'), { verdict: 'fail', word: 'silent' })
})

t.test('timings', async (t) => {
  const timings = (settings: object, parameters: object = {}) =>
    judged('patroni/timings', parameters, [undefined, JSON.stringify(settings), undefined])
  t.match(timings({ ttl: 20, loop_wait: 5, retry_timeout: 5 }), { verdict: 'pass', machine: 'pg02' })
  t.match(timings({}), { verdict: 'pass', found: '10 + 2 * 10, ttl 30' }, 'what Patroni takes where nothing is said')
  t.match(timings({ ttl: 18, loop_wait: 2, retry_timeout: 8 }), { word: 'low', params: { name: 'ttl', limit: 20 } })
  t.match(timings({ ttl: 20, loop_wait: 0, retry_timeout: 8 }), { word: 'low', params: { name: 'loop_wait' } })
  t.match(timings({ ttl: 20, loop_wait: 5, retry_timeout: 8 }), { word: 'rule', params: { sum: 21 } })
  t.match(timings({ ttl: 20, loop_wait: 5, retry_timeout: 5 }, { retry: '7s' }), { word: 'retry' })
  t.match(timings({ ttl: 60 }, { ttl: '30s' }), { word: 'ttl', params: { limit: 30 } })
  t.match(timings({ ttl: 'long' }), { verdict: 'error', word: 'silent' })
  t.match(judged('patroni/timings', {}, ['[]', 'null', '<html>']), { verdict: 'error', word: 'silent' })
})
