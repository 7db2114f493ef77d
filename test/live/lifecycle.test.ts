import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { waitUntil } from '../../src/host/wait-until.ts'
import { root } from '../../src/root.ts'
import { isWhole, Lab, patroniConfig, pglab, traces } from './lab.ts'

const lab = new Lab('live-life')
const folder = `/var/lib/pglab/instances/${lab.name}`

t.before(() => lab.destroy())
t.teardown(() => lab.destroy())

t.test('up ends with a healthy lab and one JSON value', async (t) => {
  const { code, stdout, stderr } = await lab.pglab('up', '--json')
  t.equal(code, 0, stderr)
  const status = JSON.parse(stdout)
  t.match(status, { lab: 'patroni', name: lab.name, provider: 'nspawn' })
  t.same(
    status.machines.map(({ name, address, state }: { name: string; address: string; state: string }) => [
      name,
      address,
      state,
    ]),
    [
      ['ns', '192.168.56.10', 'running'],
      ['pg01', '192.168.56.11', 'running'],
      ['pg02', '192.168.56.12', 'running'],
      ['pg03', '192.168.56.13', 'running'],
    ],
  )
  t.ok(isWhole(status), 'one leader, two streaming replicas, one timeline')
})

t.test('the script of every machine changes nothing the second time', async (t) => {
  for (const machine of ['ns', 'pg01', 'pg02', 'pg03']) {
    const { code, stdout } = await lab.exec(machine, '/usr/local/lib/pglab/machine.sh')
    t.equal(code, 0)
    t.match(stdout, /== nothing changed\n$/, machine)
    t.notMatch(stdout, /^ {3}\+ /m, machine)
  }
})

t.test('clients find the leader, the replicas and the local server by short names', async (t) => {
  const leader = await lab.leader()
  const ask = (machine: string, service: string, sql: string) =>
    lab.exec(machine, 'psql', `service=${service}`, '-XAtc', sql)
  const role = 'select pg_is_in_recovery()'
  t.equal((await ask('ns', 'rw', role)).stdout, 'f\n', 'rw from ns')
  t.equal((await ask('ns', 'ro', role)).stdout, 't\n', 'ro from ns')
  t.equal((await ask('pg02', 'rw', role)).stdout, 'f\n', 'rw from pg02')
  t.equal((await ask(leader, 'local', role)).stdout, 'f\n', 'local on the leader')
  const refused = await ask('ns', 'ro', 'create table t ()')
  t.equal(refused.code, 1)
  t.match(refused.stderr, /read-only transaction/)
  const pooled = await lab.exec('pg03', 'psql', 'host=pg03 port=6432 user=student dbname=postgres', '-XAtc', 'select 1')
  t.equal(pooled.stdout, '1\n', 'through PgBouncer')
  const wrong = await lab.exec(
    'ns',
    'env',
    'PGPASSWORD=wrong',
    'PGPASSFILE=/dev/null',
    'psql',
    'service=rw',
    '-c',
    'select 1',
  )
  t.match(wrong.stderr, /password authentication failed/, 'a wrong password is refused')
})

t.test('tools work without options, as root and as the ordinary user', async (t) => {
  t.match((await lab.exec('pg01', 'patronictl', 'list')).stdout, /pg03/)
  t.match((await lab.exec('pg02', 'etcdctl', 'endpoint', 'health')).stdout, /is healthy/)
  const student = (...command: string[]) => pglab('ssh', '--name', lab.name, 'pg01', '--', ...command)
  t.equal((await student('whoami')).stdout, 'student\n')
  t.equal((await student('sudo', 'whoami')).stdout, 'root\n')
  t.match((await student('patronictl', 'list')).stdout, /Leader/)
  t.equal((await student('psql', '-XAtc', 'select current_user')).stdout, 'postgres\n')
  t.equal((await student('sudo', '-iu', 'postgres', 'psql', '-XAtc', 'select 1')).stdout, '1\n')
})

t.test('exec and ssh give the exit code of the machine and keep words apart', async (t) => {
  t.equal((await lab.exec('ns', 'sh', '-c', 'exit 42')).code, 42)
  t.equal((await lab.exec('ns', 'printf', '%s|', 'a b', "c'd", '$HOME')).stdout, "a b|c'd|$HOME|")
})

t.test('names, time and REST are served as a class expects', async (t) => {
  const names = await lab.exec('pg01', 'dig', '+short', 'ns.lab.test', 'pg03.lab.test', '-x', '192.168.56.12')
  t.same(names.stdout.trim().split('\n'), ['192.168.56.10', '192.168.56.13', 'pg02.lab.test.'])
  t.match((await lab.exec('pg02', 'chronyc', '-n', 'sources')).stdout, /192\.168\.56\.10/)
  const unsafe = await lab.exec(
    'ns',
    'curl',
    '-s',
    '-o',
    '/dev/null',
    '-w',
    '%{http_code}',
    '-XPOST',
    '-d',
    '{}',
    'http://pg01:8008/reload',
  )
  t.equal(unsafe.stdout, '401', 'what changes something asks for credentials')
})

t.test('the lab takes its own timings once it is whole', async (t) => {
  const config = await lab.exec(
    'pg01',
    'bash',
    '-c',
    'for i in {1..60}; do patronictl show-config | grep -q "loop_wait: 5" && break; sleep 0.5; done; patronictl show-config',
  )
  t.match(config.stdout, /loop_wait: 5\n/)
  t.match(config.stdout, /ttl: 20\n/)
})

t.test('secrets are for their owner alone', async (t) => {
  t.equal(statSync(folder).mode & 0o077, 0)
  for (const file of ['seed', 'ssh/id_ed25519']) t.equal(statSync(join(folder, file)).mode & 0o077, 0, file)
  const { stdout } = await lab.exec(
    'pg01',
    'stat',
    '-c',
    '%a',
    patroniConfig,
    '/root/.pgpass',
    '/usr/local/lib/pglab/machine.sh',
  )
  t.equal(stdout, '600\n600\n700\n')
})

t.test('forward brings a port to the host, and says so when it is taken', async (t) => {
  const taken = createServer().listen(45000, '127.0.0.1')
  t.teardown(() => taken.close())
  const { code, stderr } = await lab.pglab('forward', 'ns:7000:45000')
  t.equal(code, 3)
  t.match(stderr, /Port 45000 of this computer is taken.*ns:7000:55000/)
})

t.test('through a forwarded port a browser sees the page of HAProxy', async (t) => {
  const child = spawn(process.execPath, [`${root}/dist/src/cli.js`, 'forward', 'ns:7000:45001', '--name', lab.name], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LANG: 'C.UTF-8', XDG_CONFIG_HOME: '/nonexistent' },
  })
  const ended = once(child, 'close')
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  t.ok(await waitUntil({ probe: () => said.includes('until Ctrl-C') || undefined, within: 20_000 }), said)
  const page = await (await fetch('http://127.0.0.1:45001/')).text()
  t.match(page, /read-write/)
  t.match(page, /pg03/)
  child.kill('SIGINT')
  t.equal((await ended)[0], 0)
})

t.test('two ups at once: the second one is refused, the first one is not harmed', async (t) => {
  const [first, second] = await Promise.all([lab.pglab('up'), lab.pglab('up')])
  t.same([first.code, second.code].sort(), [0, 3])
  t.match(first.stderr + second.stderr, /Another pglab is working on live-life/)
})

t.test('halt and up keep what was written', async (t) => {
  t.equal((await lab.exec('ns', 'psql', 'service=rw', '-Xqc', 'create table kept as select 7 as n')).code, 0)
  t.equal((await lab.pglab('halt')).code, 0)
  t.ok((await lab.status()).machines.every(({ state }) => state === 'off'))
  t.match((await lab.exec('pg01', 'true')).stderr, /pg01 is off\. Start it with/)
  t.equal((await lab.pglab('up')).code, 0)
  t.equal((await lab.exec('ns', 'psql', 'service=rw', '-XAtc', 'select n from kept')).stdout, '7\n')
})

t.test('destroy leaves nothing', async (t) => {
  t.equal((await lab.destroy()).code, 0)
  t.same(traces(lab.name), [])
  t.notOk(readdirSync('/var/lib/pglab/instances').includes(lab.name))
})
