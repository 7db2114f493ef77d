import type { Role } from '../../src/compile/role.ts'

const pgbouncer: Role = {
  summary: {
    en: 'PgBouncer: a pool of connections in front of the local PostgreSQL',
    ru: 'PgBouncer: пул соединений перед PostgreSQL этой же машины',
  },
  needs: ['client'],
  packages: { debian: () => ['pgbouncer'], el: () => ['pgbouncer'] },
  health: [
    {
      id: 'pool',
      text: { en: 'PgBouncer lets a client through to PostgreSQL', ru: 'PgBouncer пропускает клиента к PostgreSQL' },
      unit: () => 'pgbouncer.service',
      run: `PGPASSWORD={{ password("postgres/student") }} PGCONNECT_TIMEOUT=2 psql -XAtq -h 127.0.0.1 -p 6432 -U student -d postgres -c "select 'port 6432 answers'"`,
    },
  ],
}

export default pgbouncer
