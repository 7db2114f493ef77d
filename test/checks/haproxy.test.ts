import t from 'tap'
import { bytesOf } from '../../checks/readers/bytes.ts'
import { readListener } from '../../checks/readers/haproxy.ts'
import { judged, kindNamed, repmgrScene, scene } from './judged.ts'

/** What psql prints for connections through a port: whether the server is a replica, and its address. */
const served = (...members: [number, 't' | 'f'][]) =>
  members.map(([last, recovery]) => `${recovery}|192.168.56.${last}`).join('\n')
const replicas = served([12, 't'], [13, 't'], [12, 't'], [13, 't'], [12, 't'], [13, 't'])
const leader = served([11, 'f'], [11, 'f'], [11, 'f'], [11, 'f'], [11, 'f'], [11, 'f'])
const serves = (ports: object, ...said: Parameters<typeof judged>[2]) => judged('haproxy/serves', { ports }, said)

t.test('where connections end', async (t) => {
  t.match(serves({ 5000: 'leader', 5001: 'replicas' }, leader, replicas), {
    verdict: 'pass',
    found: '5000 → pg01; 5001 → pg02, pg03',
    machine: 'ns',
  })
  t.match(serves({ 5000: 'leader' }, replicas), { word: 'replica', params: { member: 'pg02', port: '5000' } })
  t.match(serves({ 5001: 'replicas' }, `${replicas}\n${leader}`), { word: 'leader', params: { member: 'pg01' } })
  t.match(serves({ 5001: ['pg03', 'pg02'] }, replicas), { verdict: 'pass' })
  t.match(serves({ 5001: ['pg02'] }, replicas), { word: 'other', found: '5001: pg02, pg03' })
  t.match(serves({ 5001: ['pg02', 'pg03'] }, served([12, 't'])), { word: 'other', found: '5001: pg02' })
  t.match(serves({ 5001: ['pg02'] }, served([99, 't'])), { word: 'other', found: '5001: 192.168.56.99' })
})

t.test('nobody is let through, or nonsense is said', async (t) => {
  const closed = { code: 2, stderr: 'psql: error: connection to server at "192.168.56.10", port 5001 failed: timeout' }
  t.match(serves({ 5001: 'replicas' }, closed), { verdict: 'fail', word: 'closed' })
  t.match(serves({ 5001: 'replicas' }, { code: 0, stdout: '<html>t|x' }), { word: 'closed' })
  t.match(serves({ 5001: 'replicas' }, { code: 2, stdout: replicas, stderr: 'gone' }), { word: 'closed' })
})

t.test('as many connections as it takes to meet every member, over one psql for each port', async (t) => {
  const kind = kindNamed('haproxy/serves')
  const questions = kind.ask(kind.parameters.parse({ ports: { 5000: 'leader', 5001: 'replicas' } }), scene)
  t.match(questions, [{ machine: 'ns' }, { machine: 'ns', run: /host=192.168.56.10 port=5001/ }])
  t.equal(questions[1]?.run.split('\\c -').length, 6)
})

const file = (check: string, servers = '  server pg02 192.168.56.12:5432\n  server pg03 192.168.56.13:5432') => `
defaults
  mode tcp
listen read-write
  bind 192.168.56.10:5000
  option httpchk OPTIONS /primary
  default-server check port 8008
  server pg01 192.168.56.11:5432
# the other one
listen read-only
  bind 192.168.56.10:5001
  bind 127.0.0.1:5001
${check}
  default-server check port 8008 inter 2s # ask often
${servers}
`
const asks = (config: string, loaded = 1, parameters: object = { port: 5001, path: '/replica', lag: '16MB' }) =>
  judged('haproxy/health-check', parameters, [`${loaded}\n${config}`])

t.test('what a port asks for', async (t) => {
  t.match(asks(file('  option httpchk OPTIONS /replica?lag=16MB')), { verdict: 'pass', found: '/replica?lag=16MB' })
  t.match(asks(file('  option httpchk /replica?lag=16777216')), { verdict: 'pass' })
  t.match(asks(file('  option httpchk\n  http-check send meth OPTIONS uri /replica?lag=16384kB')), { verdict: 'pass' })
  t.match(asks(file('  option httpchk GET /replica'), 1, { port: 5001, path: '/replica' }), { verdict: 'pass' })
  t.match(asks(file('  option httpchk OPTIONS /replica')), { word: 'limitless' })
  t.match(asks(file('  option httpchk OPTIONS /replica?lag=16MiB')), { word: 'unreadable' })
  t.match(asks(file('  option httpchk OPTIONS /replica?lag=16')), { word: 'lag' })
  t.match(asks(file('  option httpchk OPTIONS /read-only?lag=16MB')), { word: 'path', found: '/read-only?lag=16MB' })
  t.match(asks(file('')), { word: 'unasked', params: { servers: '*' } })
  t.match(asks(file('  # option httpchk OPTIONS /replica?lag=16MB')), { word: 'unasked' })
  t.match(asks(file('  option httpchk OPTIONS /replica?lag=16MB'), 0), { word: 'unloaded' })
  t.match(asks(file('  option httpchk OPTIONS /replica?lag=16MB'), 1, { port: 5002, path: '/replica' }), {
    word: 'nobody',
  })
  const spared = '  server pg02 192.168.56.12:5432 no-check\n  server pg03 192.168.56.13:5432'
  t.match(asks(file('  option httpchk OPTIONS /replica?lag=16MB', spared)), {
    word: 'unasked',
    params: { servers: 'pg02' },
  })
})

t.test('paths that leader and replicas answer alike are those of the lab', async (t) => {
  const kind = kindNamed('haproxy/health-check')
  const alike = (place: typeof scene) => {
    const stdout = `1\n${file('  option httpchk OPTIONS /status')}`
    return kind.judge([{ machine: 'ns', code: 0, stdout, stderr: '' }], { port: 5001, path: '/replica' }, place, [])
  }
  t.match(alike(scene), { word: 'path', params: { alike: '/health, /read-only, /liveness' } })
  t.match(alike(repmgrScene), { word: 'path', params: { alike: '/status' } })
})

t.test('a file in another order and with a backend of its own', async (t) => {
  const config = `defaults
  option httpchk GET /replica?lag=1MB
frontend readers
  bind *:5001,127.0.0.1:5011 name r
  default_backend replicas
backend replicas
  server pg02 192.168.56.12:5432 check port 8008
  server pg03 192.168.56.13:5432 port 8008`
  t.same(readListener(config, '5001'), { uri: '/replica?lag=1MB', unchecked: ['pg03'] })
  t.same(readListener(config, '5011')?.uri, '/replica?lag=1MB')
  t.equal(readListener(config, '500'), undefined)
  t.equal(readListener('\u001b[2J', '5001'), undefined)
})

t.test('sizes as Patroni reads them', async (t) => {
  t.same(['16', '16kB', '1.5MB', '2 GB'].map(bytesOf), [16, 16_384, 1_572_864, 2 ** 31])
  t.same(
    ['16mb', '16M', '16MiB', 'MB', '', '-1MB', '1e9'].map(bytesOf),
    Array.from({ length: 7 }, () => undefined),
  )
})
