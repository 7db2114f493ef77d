import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Reach } from '../../src/grading/interview.ts'
import { root } from '../../src/root.ts'
import type { Session } from '../../src/ssh/session.ts'

/** The observer's own programs, at work in a folder of this computer. */
export const observerEnv = {
  ...process.env,
  PYTHONPATH: join(root, 'provision/observer'),
  PYTHONDONTWRITEBYTECODE: '1',
}

/** Writes lines with the observer's journal; gives a mark of the place behind them. */
export function writeJournals(folder: string, lines: { events: object[]; ledger: object[] }): string {
  const program = `
import json, sys
import evidence, journal
folder, lines = sys.argv[1], json.loads(sys.argv[2])
evidence.LEDGER, evidence.EVENTS = f"{folder}/ledger.jsonl", f"{folder}/events.jsonl"
for name, entries in lines.items():
    book = journal.Journal(f"{folder}/{name}.jsonl")
    for entry in entries:
        book.write(**entry)
print(json.dumps(evidence.marked()))
`
  const args = ['-c', program, folder, JSON.stringify(lines)]
  return execFileSync('python3', args, { env: observerEnv, encoding: 'utf8' }).trim()
}

/** A machine without a database, whose commands run here, with the observer's folder in place of the one on ns. */
export function reachInto(folder: string): Reach {
  const evidence = `import evidence, sys
evidence.LEDGER, evidence.EVENTS = "${folder}/ledger.jsonl", "${folder}/events.jsonl"
evidence.lost_rows = lambda numbers, dsn: []
sys.argv[0] = "pglab-evidence"
evidence.main()`
  const start = `pglab-evidence() { python3 -c '${evidence}' "$@"; }; export -f pglab-evidence\n`
  const exec: Session['exec'] = (command) =>
    new Promise((resolve) => {
      const line = start + command.replaceAll('/var/lib/pglab-observer', folder)
      execFile('bash', ['-c', line], { env: observerEnv, maxBuffer: 2 ** 24 }, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr, cut: false }),
      )
    })
  return { to: async (machine) => ({ machine, exec, close() {} }) as unknown as Session }
}
