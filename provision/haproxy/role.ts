import type { Role } from '../../src/compile/role.ts'
import { readRoutes } from './read-routes.ts'

const haproxy: Role = {
  summary: {
    en: 'HAProxy: where clients come in, 5000 to the leader and 5001 to the replicas',
    ru: 'HAProxy: точка входа клиентов, 5000 ведёт к лидеру, 5001 к репликам',
  },
  needs: ['patroni'],
  packages: { debian: () => ['haproxy'], el: () => ['haproxy'] },
  health: [
    {
      id: 'read-write',
      text: { en: 'port 5000 leads to the leader', ru: 'порт 5000 ведёт к лидеру' },
      unit: () => 'haproxy.service',
      run: `PGPASSWORD={{ password("postgres/student") }} PGCONNECT_TIMEOUT=2 psql -XAtq -h {{ machine.address }} -p 5000 -U student -d postgres -c "select case pg_is_in_recovery() when false then inet_server_addr()::text else 'a replica' end" | grep -v replica`,
    },
    {
      id: 'read-only',
      text: { en: 'port 5001 leads to a replica', ru: 'порт 5001 ведёт к реплике' },
      unit: () => 'haproxy.service',
      run: `PGPASSWORD={{ password("postgres/student") }} PGCONNECT_TIMEOUT=2 psql -XAtq -h {{ machine.address }} -p 5001 -U student -d postgres -c "select case pg_is_in_recovery() when true then inet_server_addr()::text else 'the leader' end" | grep -v leader`,
    },
  ],
  status: {
    run: "curl -fsS -m 2 'http://127.0.0.1:7000/;csv'",
    read: readRoutes,
  },
}

export default haproxy
