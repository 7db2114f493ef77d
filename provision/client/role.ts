import type { Role } from '../../src/compile/role.ts'

const client: Role = {
  summary: {
    en: 'client settings: psql finds the leader, a replica or the local server by a short name',
    ru: 'настройки клиента: psql находит лидера, реплику или свой сервер по короткому имени',
  },
  needs: ['haproxy'],
  packages: {
    debian: ({ machine: { postgresql } }) => [`postgresql-client-${postgresql}`],
    el: ({ machine: { postgresql } }) => [`postgresql${postgresql}`],
  },
  values: ({ having, machine }) => ({
    entry: having('haproxy')[0],
    hasServer: machine.offers.includes('server'),
  }),
}

export default client
