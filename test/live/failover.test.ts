import t from 'tap'
import { isWhole, Lab } from './lab.ts'

const lab = new Lab('live-failover')

t.before(async () => {
  await lab.destroy()
  const { code, stderr } = await lab.pglab('up')
  if (code !== 0) throw new Error(stderr)
  // Timings of the lab and not those of its birth.
  await lab.exec(
    'pg01',
    'bash',
    '-c',
    'for i in {1..60}; do patronictl show-config | grep -q "loop_wait: 5" && break; sleep 0.5; done',
  )
})
t.teardown(() => lab.destroy())

/** Rows the ledger holds as acknowledged and the database does not have. */
const lost = `
import json, subprocess
have = set(map(int, subprocess.run(["psql", "service=rw user=ledger dbname=postgres", "-XAtc", "select n from ledger.entry"],
  capture_output=True, text=True, check=True, env={"PGSERVICEFILE": "/etc/pglab/pg_service.conf", "PGPASSFILE": "/var/lib/pglab-observer/.pgpass", "PATH": "/usr/bin"}).stdout.split()))
acknowledged = {e["n"] for e in map(json.loads, list(open("/var/lib/pglab-observer/ledger.jsonl"))[:-1]) if e["ok"]}
print(len(acknowledged), sorted(acknowledged - have))
`
const lostRows = async () => (await lab.exec('ns', 'python3', '-c', lost)).stdout.trim()

t.test(
  'a power cut: another member leads, clients are out for a measured time, the old leader comes back',
  async (t) => {
    const old = await lab.leader()
    t.equal((await lab.pglab('fault', 'crash', old)).code, 0)
    const after = await lab.until(
      ({ cluster }) =>
        cluster?.lastChange?.from === old &&
        cluster.lastChange.outage !== null &&
        // HAProxy is asked a moment before the observer; on a busy host that moment is long.
        cluster.routes.some(({ port, to }) => port === 5000 && to.length > 0),
    )
    t.not(after.cluster?.leader, old)
    t.equal(after.machines.find(({ name }) => name === old)?.state, 'off')
    t.equal(after.cluster?.lastChange?.to, after.cluster?.leader)
    // The lock outlives its holder by at most its ttl of 20 s; the vote, the promotion and the routing come on top.
    t.ok((after.cluster?.lastChange?.outage ?? 0) > 5_000, `outage ${after.cluster?.lastChange?.outage} ms`)
    t.ok((after.cluster?.lastChange?.outage ?? Number.POSITIVE_INFINITY) < 32_000)
    t.same(
      after.cluster?.routes.find(({ port }) => port === 5000)?.to,
      [after.cluster?.leader],
      '5000 leads to the new leader',
    )
    t.equal((await lab.pglab('fault', 'heal', old)).code, 0)
    const whole = await lab.until(isWhole)
    t.ok(isWhole(whole), 'the old leader follows on the new timeline')
  },
)

t.test('a planned switchover is short and loses nothing', async (t) => {
  const old = await lab.leader()
  const target = old === 'pg03' ? 'pg02' : 'pg03'
  const { code, stderr } = await lab.exec(
    'pg01',
    'patronictl',
    'switchover',
    '--leader',
    old,
    '--candidate',
    target,
    '--force',
  )
  t.equal(code, 0, stderr)
  const after = await lab.until(
    (status) => isWhole(status) && status.cluster?.leader === target && status.cluster.lastChange?.outage != null,
  )
  t.match(after.cluster?.lastChange, { from: old, to: target })
  t.ok(
    (after.cluster?.lastChange?.outage ?? Number.POSITIVE_INFINITY) < 10_000,
    `outage ${after.cluster?.lastChange?.outage} ms`,
  )
  t.match(await lostRows(), /^\d+ \[\]$/, 'no acknowledged row is missing')
})

t.test('a leader cut off from the others steps down, and another one leads', async (t) => {
  const old = await lab.leader()
  t.equal((await lab.pglab('fault', 'isolate', old)).code, 0)
  const after = await lab.until(
    ({ cluster }) => cluster?.lastChange?.from === old && cluster.lastChange.outage !== null,
  )
  t.not(after.cluster?.leader, old)
  t.equal(after.machines.find(({ name }) => name === old)?.state, 'isolated')
  const alone = await lab.exec(old, 'psql', '-XAtc', 'select pg_is_in_recovery()')
  t.not(alone.stdout, 'f\n', 'SSH still works, and the old leader takes no writes')
  t.equal((await lab.pglab('fault', 'heal', old)).code, 0)
  t.ok(isWhole(await lab.until(isWhole)), 'whole again')
})

t.test('a frozen leader is replaced and follows once it is thawed', async (t) => {
  const old = await lab.leader()
  t.equal((await lab.pglab('fault', 'freeze', old)).code, 0)
  t.equal((await lab.status()).machines.find(({ name }) => name === old)?.state, 'frozen')
  t.match((await lab.exec(old, 'true')).stderr, /is frozen and answers nothing/)
  const after = await lab.until(({ cluster }) => cluster?.leader != null && cluster.leader !== old)
  t.not(after.cluster?.leader, old)
  t.equal((await lab.pglab('fault', 'thaw', old)).code, 0)
  t.ok(isWhole(await lab.until(isWhole)), 'whole again')
})

t.test('a service stops and starts', async (t) => {
  t.equal((await lab.pglab('fault', 'stop', 'pg02', 'pgbouncer')).code, 0)
  t.equal((await lab.exec('pg02', 'systemctl', 'is-active', 'pgbouncer')).stdout, 'inactive\n')
  t.equal((await lab.pglab('fault', 'start', 'pg02', 'pgbouncer')).code, 0)
  t.equal((await lab.exec('pg02', 'systemctl', 'is-active', 'pgbouncer')).stdout, 'active\n')
  const unknown = await lab.pglab('fault', 'stop', 'pg02', 'no-such-service')
  t.equal(unknown.code, 3)
  t.match(unknown.stderr, /no-such-service/)
})

t.test('reset brings back the first state', async (t) => {
  t.equal((await lab.pglab('reset', '--yes')).code, 0)
  const status = await lab.status()
  t.ok(isWhole(status))
  t.equal(status.cluster?.lastChange, null, 'the evidence begins anew')
})
