import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { root } from '../../src/root.ts'

/*
 * How often the ledger writes. What the servers answer is given here: a row is acknowledged, refused, or hangs until it
 * is let go.
 */
const program = `
import json, sys, threading, types
sys.path.insert(0, ${JSON.stringify(join(root, 'provision/observer'))})
psycopg2 = sys.modules["psycopg2"] = types.ModuleType("psycopg2")
psycopg2.Error = type("Error", (Exception,), {})
psycopg2.errors = types.SimpleNamespace(UniqueViolation=type("UniqueViolation", (psycopg2.Error,), {}))
import evidence, ledger

answer, letting_go = None, threading.Event()
class Writer:
    def __init__(self, dsn): pass
    def insert(self, n):
        if answer == "hangs": letting_go.wait(10)
        if answer == "refused": raise psycopg2.Error("no")
    def drop(self): pass
ledger.Writer = Writer

rows = []
class Journal:
    path = "/nonexistent"
    def write(self, **row): rows.append(row)
one = ledger.Ledger("", Journal())
def send(how):
    global answer
    answer = how
    before = set(threading.enumerate())
    one.tick()
    if how != "hangs":
        for thread in set(threading.enumerate()) - before: thread.join()
    return one.interval()
beats = [send(how) for how in ("acknowledged", "refused", "refused", "acknowledged", "hangs", "hangs")]
letting_go.set()
for thread in set(threading.enumerate()) - {threading.main_thread()}: thread.join()
beats.append(send("acknowledged"))
print(json.dumps({"beats": beats, "quiet": evidence.INTERVAL, "numbers": sorted(row["n"] for row in rows)}))
`

t.test('rows come twice as often from the first one that is refused or waits for its answer', async (t) => {
  const { beats, quiet, numbers } = JSON.parse(execFileSync('python3', ['-B', '-c', program], { encoding: 'utf8' }))
  const troubled = quiet / 2
  // A row that was only just sent is no trouble yet; the second one that hangs tells of the first.
  t.same(beats, [quiet, troubled, troubled, quiet, quiet, troubled, quiet])
  t.same(numbers, [1, 2, 3, 4, 5, 6, 7])
})
