import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { root } from '../../src/root.ts'

/*
 * What the recorder makes of the answers of repmgr's nodes. Only the asking is left out: the answers are given here.
 */
const observer = join(root, 'provision/observer')

/** Runs lines of Python with a cluster whose record goes to a file; gives what was recorded. */
function recorded(lines: string): { what: string; name?: string | null; [key: string]: unknown }[] {
  const folder = mkdtempSync(join(tmpdir(), 'pglab-repmgr-'))
  const program = `
import importlib.util, json, sys, types
sys.path.insert(0, ${JSON.stringify(observer)})
for name in ("psycopg2", "asking"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["psycopg2"].Error = Exception
sys.modules["asking"].Asker = object
spec = importlib.util.spec_from_file_location("repmgr", ${JSON.stringify(join(root, 'provision/repmgr/recorder.py'))})
repmgr = importlib.util.module_from_spec(spec)
spec.loader.exec_module(repmgr)
from record import Record
file = ${JSON.stringify(join(folder, 'events.jsonl'))}
cluster = repmgr.Cluster(Record(file))
def node(name, role, timeline, paused=False):
    cluster.take(name, {"role": role, "timeline": timeline, "repmgrd": True, "paused": paused})
${lines}
print(json.dumps([json.loads(line) for line in open(file)]))
`
  try {
    return JSON.parse(execFileSync('python3', ['-B', '-c', program], { encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const leaders = (events: ReturnType<typeof recorded>) =>
  events.flatMap(({ what, name, before, how }) => (what === 'leader' ? [{ name, before, how }] : []))

t.test('who takes writes leads; of two, the one on the newer timeline', (t) => {
  const events = recorded(`
node("pg01", "primary", 1)
node("pg02", "replica", 1)
node("pg02", "primary", 2)
node("pg01", "primary", 1)`)
  t.match(leaders(events), [{ name: 'pg01' }, { name: 'pg02', before: 'pg01', how: 'manual' }])
  t.equal(leaders(events).length, 2, 'an old primary that is still there is no change')
  t.end()
})

t.test('nobody leads while no server takes writes; the witness never does', (t) => {
  const events = recorded(`
node("pg01", "primary", 1)
node("pg_witness", "witness", None)
cluster.take("pg01", None)`)
  t.same(
    leaders(events).map(({ name }) => name),
    ['pg01', null],
  )
  t.end()
})

t.test('a row of repmgr.events is told once and says why the leader changed', (t) => {
  const events = recorded(`
node("pg01", "primary", 1)
cluster.take("pg01", None)
node("pg02", "primary", 2)
rows = [("repmgrd_failover_promote", "pg02", True, "node 2 promoted", 5.5), ("standby_promote", "pg02", False, None, 5.4)]
cluster.events(rows)
cluster.events(rows)
repmgr.Cluster(cluster.record).events(rows)`)
  t.same(
    events.flatMap(({ what, event }) => (what === 'repmgr' ? [event] : [])),
    ['repmgrd_failover_promote', 'standby_promote'],
  )
  t.match(
    events.filter(({ what }) => what === 'cause'),
    [{ name: 'pg02', how: 'automatic' }],
  )
  t.end()
})

t.test('failover is turned off once every repmgrd is paused', (t) => {
  const events = recorded(`
node("pg01", "primary", 1)
node("pg02", "replica", 1, paused=True)
node("pg01", "primary", 1, paused=True)
node("pg02", "replica", 1)`)
  t.same(
    events.flatMap(({ what, value }) => (what === 'config' ? [value] : [])),
    [{ pause: false }, { pause: true }, { pause: false }],
  )
  t.end()
})
