import type { Opened } from '../lifecycle/open.ts'
import type { Sessions } from '../ssh/sessions.ts'

/** What an exercise could leave behind on a machine, one fact a line; runs as root. */
const facts = `
find /etc /usr/local /var/lib/pglab-answers -type f ! -path '/etc/.updated' -print0 | sort -z | xargs -0 sha256sum
nft list ruleset
systemctl list-units --state=failed --no-legend --plain
systemctl list-unit-files --state=masked,enabled --no-legend
getent passwd
if command -v psql >/dev/null; then
  PGSERVICEFILE=/etc/pglab/pg_service.conf psql "service=local" -XAtc "select datname from pg_database order by 1" -c "select rolname from pg_roles order by 1" \\
    -c "select schemaname, tablename from pg_tables order by 1, 2" -c "select name, setting from pg_settings where source in ('configuration file', 'command line') and name !~ 'primary_conninfo|slot_name|recovery_target' order by 1" 2>/dev/null
  curl -fsS -m 3 http://127.0.0.1:8008/config | jq -S .
fi`

/** A fingerprint of every machine, by name: lines that are the same whenever the lab is in the same state. */
export async function fingerprint({ lab }: Opened, sessions: Sessions): Promise<Map<string, string[]>> {
  const taken = await Promise.all(
    lab.machines.map(async ({ name }) => {
      const { stdout } = await (await sessions.to(name)).exec(facts, { limit: 60_000 })
      return [name, stdout.split('\n').filter(Boolean)] as const
    }),
  )
  return new Map(taken)
}

/** What is on a machine that was not there before, and what is gone. */
export function leftBehind(before: Map<string, string[]>, after: Map<string, string[]>): string[] {
  return [...after].flatMap(([machine, lines]) => {
    const old = before.get(machine) ?? []
    return [
      ...lines.filter((line) => !old.includes(line)).map((line) => `${machine}: + ${line}`),
      ...old.filter((line) => !lines.includes(line)).map((line) => `${machine}: - ${line}`),
    ].slice(0, 10)
  })
}
