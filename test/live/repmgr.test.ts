import t, { type Test } from 'tap'
import type { Status } from '../../src/cluster/status.ts'
import { Lab } from './lab.ts'

/*
 * The lab `repmgr` under faults. What happened is read from the ledger and the recorder: who led, how long clients
 * were out, which acknowledged rows are gone, and whether clients were ever let to a second primary.
 */
const lab = new Lab('live-repmgr')

/** One primary, two standbys that stream from it, and the witness. */
const isWhole = ({ cluster }: Status): boolean =>
  cluster?.members
    .map(({ role, state }) => `${role} ${state}`)
    .sort()
    .join() === 'leader running,replica streaming,replica streaming,witness running' &&
  cluster.routes.every(({ port, to }) => to.length === (port === 5000 ? 1 : 2))

const on = async (machine: string, script: string): Promise<string> => {
  const { code, stdout, stderr } = await lab.exec(machine, 'bash', '-lc', script)
  if (code !== 0) throw new Error(`${machine}: ${script}: ${stderr}`)
  return stdout.trim()
}

interface Picture {
  changes: { from: string; to: string; how: string; outage: number | null }[]
  lost: number | null
  blind: unknown[]
  events: { what: string; event?: string; node?: string }[]
}

/** What the observer has seen while something was done. */
async function seen(work: () => Promise<unknown>): Promise<Picture> {
  const mark = await on('ns', 'pglab-evidence --mark')
  await work()
  return JSON.parse(await on('ns', `pglab-evidence --since '${mark}'`))
}

const whole = async (t: Test, within = 90): Promise<void> => {
  const last = await lab.until(isWhole, within)
  t.ok(isWhole(last), `whole again: ${JSON.stringify(last.cluster)}`)
}

/** The old primary comes in again as a standby, as its operator would do it. */
const rejoin = (old: string, primary: string): Promise<string> =>
  on(
    old,
    `systemctl stop "$PGLAB_POSTGRES_UNIT" && repmgr node rejoin -d 'host=${primary} user=repmgr dbname=repmgr' --force-rewind`,
  )

t.before(async () => {
  await lab.destroy()
  const { code, stderr } = await lab.pglab('up', 'repmgr')
  if (code !== 0) throw new Error(stderr)
})
t.teardown(() => lab.destroy())

t.test('all machines came up at once, and every node found its place', async (t) => {
  await whole(t)
  t.equal((await lab.status()).cluster?.leader, 'pg01')
})

t.test('the script of a machine changes nothing when it runs again', async (t) => {
  for (const machine of ['ns', 'pg01', 'pg02', 'pg03', 'pg_witness'])
    t.match(await on(machine, '/usr/local/lib/pglab/machine.sh'), /== nothing changed$/, machine)
})

t.test('a planned switchover loses nothing, and siblings and witness follow', async (t) => {
  const picture = await seen(async () => {
    await on('pg02', 'repmgr standby switchover --siblings-follow')
    await whole(t)
  })
  t.match(picture.changes, [{ from: 'pg01', to: 'pg02', how: 'switchover' }])
  t.equal(picture.lost, 0)
  const upstreams = await on(
    'pg02',
    `psql -d repmgr -XAtc "select string_agg(distinct u.node_name, ' ') from repmgr.nodes n join repmgr.nodes u on u.node_id = n.upstream_node_id"`,
  )
  t.equal(upstreams, 'pg02')
})

t.test('the primary loses its power: repmgrd promotes a standby within the promised time', async (t) => {
  const old = await lab.leader()
  let to = ''
  const picture = await seen(async () => {
    await lab.pglab('fault', 'crash', old)
    const after = await lab.until(
      ({ cluster }) =>
        cluster?.lastChange?.from === old &&
        cluster.lastChange.outage !== null &&
        cluster.members.some(({ state }) => state === 'streaming') &&
        cluster.routes.some(({ port, to }) => port === 5000 && to.length > 0),
    )
    to = after.cluster?.leader ?? ''
  })
  t.match(picture.changes, [{ from: old, to, how: 'automatic' }])
  const outage = picture.changes[0]?.outage ?? Number.POSITIVE_INFINITY
  t.ok(outage < 15_000, `clients were out for ${outage} ms`)
  t.comment(`outage ${outage} ms, acknowledged rows lost ${picture.lost}`)

  const back = await seen(async () => {
    await lab.pglab('fault', 'heal', old)
    // It starts by itself and takes writes: two primaries, of which clients may meet one alone.
    await lab.until(
      ({ cluster }) =>
        cluster?.members.filter(({ role, state }) => role === 'leader' && state === 'running').length === 2,
    )
    const { cluster } = await lab.status()
    t.same(cluster?.routes.find(({ port }) => port === 5000)?.to, [to], 'clients stay with the new primary')
    await rejoin(old, to)
    await whole(t)
  })
  t.same(back.changes, [], 'nobody else ever led')
  t.equal(back.lost, 0, 'no acknowledged row went to the wrong side')
})

for (const machine of ['pg_witness', 'standby'] as const) {
  t.test(`the power of a ${machine} is cut: clients notice nothing`, async (t) => {
    const primary = await lab.leader()
    const name = machine === 'standby' ? (primary === 'pg03' ? 'pg02' : 'pg03') : machine
    const picture = await seen(async () => {
      await lab.pglab('fault', 'crash', name)
      await lab.until(({ machines }) => machines.some((one) => one.name === name && one.state === 'off'))
      // Longer than it takes to give a primary up.
      await on('ns', 'for i in {1..50}; do pglab-evidence --writing >/dev/null || exit 1; sleep 0.2; done')
      await lab.pglab('fault', 'heal', name)
      await whole(t)
    })
    t.same(picture.changes, [])
    t.equal(picture.lost, 0)
  })
}

t.test('repmgrd is killed everywhere: it comes back, and nobody is promoted', async (t) => {
  const picture = await seen(async () => {
    for (const machine of ['pg01', 'pg02', 'pg03', 'pg_witness'])
      await on(machine, 'systemctl kill -s KILL "$PGLAB_REPMGR_UNIT"')
    for (const machine of ['pg01', 'pg02', 'pg03', 'pg_witness'])
      await on(
        machine,
        'for i in {1..60}; do [[ $(psql -d repmgr -XAtc "select repmgr.repmgrd_is_running()") == t ]] && exit; sleep 0.5; done; exit 1',
      )
    await whole(t)
  })
  t.same(picture.changes, [])
  t.equal(picture.lost, 0)
})

t.test("the primary's side is cut off: the others go on without it, and clients never meet both", async (t) => {
  const old = await lab.leader()
  // The worst moment: repmgrd on the others has just asked the primary something and waits for the answer.
  const questions = `psql -d repmgr -XAtc "select pid from pg_stat_activity where application_name = 'repmgr'"`
  const picture = await seen(async () => {
    const caught = (await on(old, `pids=$(${questions}); kill -STOP $pids; echo $pids`)).split(' ')
    t.ok(caught.length >= 3, `${caught.length} questions without an answer`)
    await lab.pglab('fault', 'isolate', old)
    const after = await lab.until(
      ({ cluster }) =>
        cluster?.leader !== old &&
        cluster?.routes.some(({ port, to }) => port === 5000 && to.length === 1 && to[0] === cluster.leader) === true,
    )
    const to = after.cluster?.leader ?? ''
    t.not(to, old)
    await on(old, `kill -CONT ${caught.join(' ')}`)
    await lab.pglab('fault', 'heal', old)
    const healed = await lab.until(({ machines }) => machines.every(({ state }) => state === 'running'))
    t.same(healed.cluster?.routes.find(({ port }) => port === 5000)?.to, [to], 'clients stay with the new primary')
    await on('ns', 'for i in {1..25}; do pglab-evidence --writing >/dev/null || exit 1; sleep 0.2; done')
    await rejoin(old, to)
    await whole(t)
  })
  t.equal(picture.changes.length, 1, JSON.stringify(picture.changes))
  t.equal(picture.changes[0]?.how, 'automatic')
  t.comment(`acknowledged rows lost ${picture.lost}`)
  // Replication is asynchronous: what the old primary had acknowledged in its last moment may be gone, not more.
  t.ok((picture.lost ?? 99) <= 1, `${picture.lost} rows lost`)
})
