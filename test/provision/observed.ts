import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../src/root.ts'

/** s; the moment at which every story begins, by the clock on the wall. The other clock then shows 1000. */
export const start = 1_700_000_000
const boot = 1000

export interface Line {
  /** s after the start. */
  after: number
  [key: string]: unknown
}

/** Rows as the ledger writes them from `from` to `to`: every 400 ms, and every 200 ms within `out`, where all are refused. */
export function rows(from: number, to: number, out: [number, number]): Line[] {
  const lines: Line[] = []
  // In ms, because tenths do not add up.
  for (let at = from * 1000; at < to * 1000; ) {
    const after = at / 1000
    const ok = after < out[0] || after >= out[1]
    lines.push({ after, n: lines.length + 1, ms: 5, ok, ...(ok ? {} : { why: 'refused' }) })
    at += ok ? 400 : 200
  }
  return lines
}

export const leader = (after: number, name: string | null, before?: string): Line => ({
  after,
  rev: after,
  what: 'leader',
  name,
  ...(before ? { before } : {}),
})

export const member = (after: number, name: string, role: string, timeline: number): Line => ({
  after,
  rev: after,
  what: 'member',
  name,
  role,
  timeline,
})

/** Signs of life of the recorder, as often as it gives them. */
export const alive = (from: number, to: number): Line[] =>
  Array.from({ length: Math.floor((to - from) / 3) }, (_, index) => ({ after: from + index * 3, what: 'alive' }))

export interface Story {
  ledger: Line[]
  events: Line[]
  /** s after the start: when the question is put. */
  now?: number
  /** Python lines run between mark and question: `ledger` and `events` are the paths. */
  meanwhile?: string
  /** Index of the first line behind the mark, in both journals. */
  markAt?: number
}

/** Runs a Python expression over `evidence` with journals written as the observer would. */
export function observed(story: Story, expression: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'pglab-observed-'))
  const file = join(folder, 'story.json')
  writeFileSync(file, JSON.stringify({ now: 60, meanwhile: '', markAt: 0, ...story, start, boot, expression }))
  const env = { ...process.env, PYTHONPATH: join(root, 'provision/observer'), PYTHONDONTWRITEBYTECODE: '1' }
  try {
    return JSON.parse(execFileSync('python3', ['-c', program, file], { cwd: folder, env, encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const program = `
import json, os, sys
import evidence, journal
story = json.load(open(sys.argv[1]))
ledger, events = "ledger.jsonl", "events.jsonl"
evidence.LEDGER, evidence.EVENTS = ledger, events
clock = lambda after: {"at": round(story["start"] + after, 3), "t": round(story["boot"] + after, 3)}
last = {}
def write(path, lines):
    with open(path, "a") as file:
        for line in lines:
            entry = {**clock(line.pop("after")), **line}
            text = journal.dump(entry)
            last[path] = journal.digest(last.get(path, ""), text)
            file.write(text[:-1] + ',"h":"' + last[path] + '"}\\n')
cut = story["markAt"]
write(ledger, story["ledger"][:cut])
write(events, story["events"][:cut])
evidence.now = lambda: clock(0)
mark = evidence.marked()
write(ledger, story["ledger"][cut:])
write(events, story["events"][cut:])
evidence.now = lambda: clock(story["now"])
evidence.lost_rows = lambda numbers, dsn: [] if numbers else []
exec(story["meanwhile"])
print(json.dumps(eval(story["expression"])))
`
