import type { Role } from '../../src/compile/role.ts'
import { readRoutes } from './read-routes.ts'

/** Shell lines that fail unless a port has just so many servers: HAProxy takes all for good until it has asked them. */
const up = (proxy: string, count: string): string => `
servers=$(curl -fsS -m 2 'http://127.0.0.1:7000/;csv' | awk -F, '$1 == "${proxy}" && $2 !~ /^(FRONTEND|BACKEND)$/ && $18 ~ /^UP/ { printf "%s ", $2; n++ } END { exit n != ${count} }') || { echo "leads to: $servers"; exit 1; }`

const haproxy: Role = {
  summary: {
    en: 'HAProxy: where clients come in, 5000 to the leader and 5001 to the replicas',
    ru: 'HAProxy: точка входа клиентов, 5000 ведёт к лидеру, 5001 к репликам',
  },
  needs: ['routing', 'client'],
  packages: { debian: () => ['haproxy'], el: () => ['haproxy'] },
  health: [
    {
      id: 'read-write',
      text: { en: 'port 5000 leads to the leader', ru: 'порт 5000 ведёт к лидеру' },
      unit: () => 'haproxy.service',
      run: `${up('read-write', '1')}
PGPASSWORD={{ password("postgres/student") }} PGCONNECT_TIMEOUT=2 psql -XAtq -h {{ machine.address }} -p 5000 -U student -d postgres -c "select case pg_is_in_recovery() when false then host(inet_server_addr()) else 'a replica' end" | grep -v replica`,
    },
    {
      id: 'read-only',
      text: {
        en: 'port 5001 leads to the replicas and to nobody else',
        ru: 'порт 5001 ведёт к репликам и больше ни к кому',
      },
      unit: () => 'haproxy.service',
      run: `${up('read-only', '{{ having("routing") | length - 1 }}')}
PGPASSWORD={{ password("postgres/student") }} PGCONNECT_TIMEOUT=2 psql -XAtq -h {{ machine.address }} -p 5001 -U student -d postgres -c "select case pg_is_in_recovery() when true then host(inet_server_addr()) else 'the leader' end" | grep -v leader`,
    },
  ],
  status: {
    run: "curl -fsS -m 2 'http://127.0.0.1:7000/;csv'",
    read: readRoutes,
  },
}

export default haproxy
