import type { Answer, Question } from '../../src/grading/kind.ts'
import { sql } from './servers.ts'

/**
 * Asks a machine when its server was started: the running one, and every start by Patroni that the journal still
 * knows. Patroni logs `postmaster pid=…` at each (patroni/postgresql/postmaster.py, in 3.x as in 4.x).
 */
export const restartsQuestion = (machine: string): Question => ({
  machine,
  run: `echo "running $(${sql('select extract(epoch from pg_postmaster_start_time())')})"
journalctl -u patroni -q --no-pager -o short-unix -g 'postmaster pid=[0-9]' -n 100 2>/dev/null | sed -E 's/^([0-9.]+) .*/journal \\1/'`,
})

/** Moments, s since 1970 by the machine's own clock. */
export interface Starts {
  /** Of the server that runs now; nothing where none answers. */
  running: string | undefined
  journal: string[]
}

export function readStarts(answer: Answer | undefined): Starts {
  const found = (kind: string) =>
    [...(answer?.stdout.slice(0, 20_000) ?? '').matchAll(/^(running|journal) (\d{1,12}(?:\.\d{1,9})?)$/gm)].flatMap(
      ([, word, moment]) => (word === kind && moment !== undefined ? [moment] : []),
    )
  return { running: found('running')[0], journal: found('journal') }
}

/** When a server was started since an earlier look, in order; s since 1970. */
export function restartsSince(before: Starts, now: Starts): number[] {
  const logged = now.journal.filter((moment) => !before.journal.includes(moment)).map(Number)
  // Whoever restarts the server behind Patroni's back leaves no line, but another server.
  const other = logged.length === 0 && now.running !== undefined && now.running !== before.running
  return (other ? [Number(now.running)] : logged).sort((a, b) => a - b)
}
