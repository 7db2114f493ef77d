import t from 'tap'
import { judged, type Said } from './judged.ts'

/** `chronyc -c -n sources` and `tracking` of chrony 4.6. */
const chrony = ({ state = '*', server = '192.168.56.10', offset = '-0.000000318' } = {}): string =>
  `^,${state},${server},8,3,377,1,0.000001035,0.000001939,0.000009234
C0A8380A,${server},9,1795219871.461833536,${offset},0.000000904,0.000000757,0.005,0.002,0.049,0.000018365,0.000002672,8.0,Normal
`
const follows = (said: Said, more: object = {}) =>
  judged('ntp/follows', { machines: ['pg01', 'pg02'], ...more }, [chrony(), said])

t.test('clocks', async (t) => {
  t.match(follows(chrony()), { verdict: 'pass', params: { n: 2, server: 'ns' } })
  t.match(follows(chrony({ offset: '0.700000000' })), {
    verdict: 'fail',
    word: 'off',
    machine: 'pg02',
    found: '700 ms',
  })
  t.match(follows(chrony({ offset: '0.700000000' }), { limit: '1s' }), { verdict: 'pass' })
  t.match(follows(chrony({ state: '?' })), { word: 'alone' })
  t.match(follows(chrony({ server: '10.0.2.2' })), { word: 'alone' })
  t.match(follows({ stdout: '506 Cannot talk to daemon', code: 1 }), { word: 'silent', machine: 'pg02' })
  t.match(follows('^,*,192.168.56.10,8\n'), { word: 'alone' })
})
