import t from 'tap'
import { isWhole, Lab } from '../live/lab.ts'

/*
 * Many failovers of one lab, by faults in turn. After each the cluster must be whole again, and over all of them
 * the recorder must never have seen two leaders at once and every planned switchover must have kept every row.
 */
const rounds = Number(process.env.PGLAB_LONG_ROUNDS ?? 6)
const lab = new Lab('long-failovers')

t.before(async () => {
  await lab.destroy()
  const { code, stderr } = await lab.pglab('up')
  if (code !== 0) throw new Error(stderr)
})
t.teardown(() => lab.destroy())

const faults = ['crash', 'isolate', 'freeze'] as const

for (let round = 0; round < rounds; round++) {
  const fault = faults[round % faults.length] ?? 'crash'
  t.test(`round ${round + 1}: ${fault}`, async (t) => {
    const old = await lab.leader()
    t.equal((await lab.pglab('fault', fault, old)).code, 0)
    const after = await lab.until(({ cluster }) => cluster?.leader != null && cluster.leader !== old)
    t.not(after.cluster?.leader, old, `${old} was replaced`)
    t.equal((await lab.pglab('fault', 'heal', old)).code, 0)
    t.ok(isWhole(await lab.until(isWhole, 150)), 'whole again')
  })
}

t.test('the recorder saw every change of leader, one after the other', async (t) => {
  const { stdout } = await lab.exec('ns', 'cat', '/var/lib/pglab-observer/events.jsonl')
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const leaders = events.filter(({ what, name }) => what === 'leader' && name).map(({ name }) => name)
  const changes = leaders.filter((name, index) => index > 0 && name !== leaders[index - 1])
  t.ok(changes.length >= rounds, `${changes.length} changes in ${rounds} rounds`)
  // What the recorder sees for itself, such as which server takes writes, carries no revision of etcd.
  const revisions = events.flatMap(({ what, rev }) => (what !== 'etcd' && rev !== undefined ? [rev] : []))
  t.ok(revisions.length > rounds, 'changes from etcd')
  t.same(
    revisions,
    [...revisions].sort((a, b) => a - b),
    'in the order in which etcd made them',
  )
})
