import t from 'tap'
import { isWhole, Lab, traces } from './lab.ts'

/*
 * Two labs side by side with the same addresses: what is done to one must not be felt by the other.
 */
const lab = new Lab('live-snap')
const other = new Lab('live-other')

t.before(async () => {
  await Promise.all([lab.destroy(), other.destroy()])
  for (const one of [lab, other]) {
    const { code, stderr } = await one.pglab('up')
    if (code !== 0) throw new Error(stderr)
  }
})
t.teardown(() => Promise.all([lab.destroy(), other.destroy()]))

const write = (where: Lab, sql: string) => where.exec('ns', 'psql', 'service=rw', '-Xqc', sql)
const tables = async (where: Lab) =>
  (
    await where.exec(
      'ns',
      'psql',
      'service=rw',
      '-XAtc',
      "select coalesce(string_agg(relname, ' ' order by relname), '') from pg_stat_user_tables where schemaname = 'student'",
    )
  ).stdout.trim()

t.test('two instances with the same addresses know nothing of each other', async (t) => {
  t.equal((await write(lab, 'create table mine ()')).code, 0)
  t.equal(await tables(lab), 'mine')
  t.equal(await tables(other), '')
  const [one, two] = await Promise.all([
    lab.exec('pg01', 'cat', '/root/.pgpass'),
    other.exec('pg01', 'cat', '/root/.pgpass'),
  ])
  t.not(one.stdout, two.stdout, 'each has passwords of its own')
})

t.test('without --name nothing is guessed where several labs are up', async (t) => {
  const { pglab } = await import('./lab.ts')
  const { code, stderr } = await pglab('status')
  t.equal(code, 2)
  t.match(stderr, /Several labs are here: .*live-other.*live-snap.*--name/)
})

t.test('a snapshot of a running lab keeps the moment, and the lab goes on', async (t) => {
  t.equal((await lab.pglab('snapshot', 'save', 'one')).code, 0)
  t.equal((await write(lab, 'create table later ()')).code, 0)
  t.equal(await tables(lab), 'later mine')
  const again = await lab.pglab('snapshot', 'save', 'one')
  t.equal(again.code, 2)
  t.match(again.stderr, /There is a snapshot "one" already/)
  t.equal((await lab.pglab('snapshot', 'restore', 'one', '--yes')).code, 0)
  t.equal(await tables(lab), 'mine')
  t.ok(isWhole(await lab.status()))
})

t.test('a snapshot of a halted lab costs no copy and is as good', async (t) => {
  t.equal((await lab.pglab('halt')).code, 0)
  t.equal((await lab.pglab('snapshot', 'save', 'two')).code, 0)
  t.equal((await lab.pglab('up')).code, 0)
  t.equal(await tables(lab), 'mine')
  t.equal((await write(lab, 'create table third ()')).code, 0)
  t.equal((await lab.pglab('snapshot', 'restore', 'two', '--yes')).code, 0)
  t.equal(await tables(lab), 'mine')
  const { stdout } = await lab.pglab('snapshot', 'list', '--json')
  t.same(
    JSON.parse(stdout).map(({ name }: { name: string }) => name),
    ['fresh', 'one', 'two'],
  )
})

t.test('deleting a snapshot harms neither the lab nor what was built on it', async (t) => {
  t.equal((await lab.pglab('snapshot', 'delete', 'one')).code, 0)
  t.equal(await tables(lab), 'mine')
  const gone = await lab.pglab('snapshot', 'restore', 'one', '--yes')
  t.equal(gone.code, 2)
  t.match(gone.stderr, /There is no snapshot "one"\. There are: fresh, two\./)
  t.equal((await lab.pglab('snapshot', 'restore', 'two', '--yes')).code, 0)
  t.equal(await tables(lab), 'mine')
})

t.test('reset goes back to the first state; the other lab never noticed anything', async (t) => {
  t.equal((await lab.pglab('reset', '--yes')).code, 0)
  t.equal(await tables(lab), '')
  const neighbour = await other.status()
  t.ok(isWhole(neighbour))
  t.equal(neighbour.cluster?.lastChange, null, 'no change of leader there in all this time')
})

t.test('destroying one leaves the other alone and nothing of itself', async (t) => {
  t.equal((await lab.destroy()).code, 0)
  t.same(traces(lab.name), [])
  t.ok(isWhole(await other.status()))
})
