import type { Role } from '../../src/compile/role.ts'

const postgresql: Role = {
  summary: {
    en: 'PostgreSQL: a server run by systemd, ready to replicate',
    ru: 'PostgreSQL: сервер под управлением systemd, готовый к репликации',
  },
  provides: ['server'],
  needs: ['client'],
  packages: {
    debian: ({ machine: { postgresql } }) => [`postgresql-${postgresql}`],
    el: ({ machine: { postgresql } }) => [
      `postgresql${postgresql}`,
      `postgresql${postgresql}-contrib`,
      `postgresql${postgresql}-server`,
    ],
  },
  values: ({ machine, having }) => {
    const members = having('member')
    return {
      // Of servers that replicate, the first begins and the others copy it; any other server is one of its own.
      begins: !members.includes(machine) || members[0] === machine,
    }
  },
}

export default postgresql
