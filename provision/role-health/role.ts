import type { Role } from '../../src/compile/role.ts'

/*
 * No well-kept tool was found for this: Patroni brings its own endpoint, pg_auto_failover has none, and the scripts
 * that go round for xinetd ask the local server alone, so two primaries at once would both be called right.
 */
const roleHealth: Role = {
  summary: {
    en: 'role-health: answers over HTTP whether this server leads or follows, for HAProxy',
    ru: 'role-health: по HTTP отвечает HAProxy, ведущий этот сервер или резервный',
  },
  provides: ['routing'],
  needs: ['server', 'member'],
  packages: { debian: () => ['python3', 'python3-psycopg2'], el: () => ['python3', 'python3-psycopg2'] },
  values: ({ machine, having }) => ({ peers: having('role-health').filter(({ name }) => name !== machine.name) }),
  health: [
    {
      id: 'answers',
      text: { en: 'role-health knows what this server is', ru: 'role-health знает, что это за сервер' },
      unit: () => 'role-health.service',
      run: `curl -fsS -m 2 http://127.0.0.1:8008/status | jq -er 'if .primary == null then empty else "\\(if .primary then "primary" else "standby" end) TL \\(.timeline // "?")" end' || { echo "no answer from PostgreSQL yet"; exit 1; }`,
    },
  ],
}

export default roleHealth
