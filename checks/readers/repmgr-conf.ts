import type { Answer, Question } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'

/** repmgr.conf of a node, and what its running repmgrd made of it. Moments in s since 1970 by the machine's clock. */
export interface Conf {
  /** What stands in the file: of a name that stands there twice, the last counts. */
  values: ReadonlyMap<string, string>
  /** When the file was changed last. */
  changed: number
  /** When repmgrd was started; nothing where it does not run. */
  started: number | undefined
  /** When it last read the file again without complaint. */
  reloaded: number | undefined
  /** What reloads have changed since it was started: the newest value by name. */
  took: ReadonlyMap<string, string>
}

/**
 * Asks for the file and for the log of the daemon. repmgrd 5.5 says on each SIGHUP whether it took the file and which
 * values became others; "the current configuration has been retained unchanged" where it could not read it.
 */
export const confQuestion = (machine: string): Question => ({
  machine,
  run: `. /etc/profile.d/pglab-repmgr.sh
grep -E '^[[:space:]]*[a-z_]+[[:space:]]*=' "$PGLAB_REPMGR_CONF" | cut -c 1-300 | head -n 200 | sed 's/^/conf /'
stat -c 'changed %.6Y' "$PGLAB_REPMGR_CONF"
pid=$(systemctl show -P MainPID "$PGLAB_REPMGR_UNIT")
if [ "\${pid:-0}" -gt 0 ]; then
  echo "started $(date -d "$(systemctl show -P ExecMainStartTimestamp --timestamp=us "$PGLAB_REPMGR_UNIT")" +%s.%6N)"
  journalctl -q -b --no-pager -o short-unix _PID="$pid" -g 'received SIGHUP|configuration was success|configuration has not changed|" changed from "' | tail -n 400 | sed 's/^/log /'
fi
true`,
  optional: true,
})

export function readConf(answer: Answer | undefined): Conf | undefined {
  const lines = (answer?.stdout ?? '').slice(0, 100_000).split('\n')
  const after = (word: string) =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []))
  const moment = (text: string | undefined) => (/^\d{1,12}(\.\d{1,9})?$/.test(text ?? '') ? Number(text) : undefined)
  const changed = moment(after('changed')[0])
  if (changed === undefined) return undefined
  const values = after('conf').flatMap((line) => {
    const [, name, value = ''] = /^\s*([a-z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    return name === undefined ? [] : [[name, unquoted(value)] as const]
  })
  return { values: new Map(values), changed, started: moment(after('started')[0]), ...reloads(after('log')) }
}

/** `'…'` with a comment behind it or none, or a bare word. */
const unquoted = (text: string): string => shown(/^'([^']*)'/.exec(text)?.[1] ?? text.split(/\s*#/)[0] ?? '')

function reloads(log: readonly string[]): Pick<Conf, 'reloaded' | 'took'> {
  const took = new Map<string, string>()
  let asked: number | undefined
  let reloaded: number | undefined
  for (const line of log) {
    const [, at, said = ''] = /^(\d{1,12}\.\d{1,9}) \S+ \S+ (.*)$/.exec(line) ?? []
    if (at === undefined) continue
    if (said.includes('received SIGHUP')) asked = Number(at)
    else if (/configuration (was successfully changed|has not changed)/.test(said)) reloaded = asked ?? Number(at)
    const [, name, value] = /"([a-z_]+)" changed from ".*" to "(.*)"$/.exec(said) ?? []
    if (name !== undefined && value !== undefined) took.set(name, value)
  }
  return { reloaded, took }
}
