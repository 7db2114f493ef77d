import type { Role } from '../../src/compile/role.ts'
import { nodesOf } from '../repmgr/nodes.ts'
import { readNodes } from '../repmgr/read-nodes.ts'

const witness: Role = {
  summary: {
    en: 'witness: a server of its own that helps repmgr to tell a dead primary from a cut cable',
    ru: 'свидетель: отдельный сервер, который помогает repmgr отличить смерть ведущего от обрыва сети',
  },
  provides: ['repmgr-node'],
  needs: ['postgresql', 'peer-ssh', 'repmgr'],
  packages: {
    debian: ({ machine: { postgresql } }) => [`postgresql-${postgresql}-repmgr`],
    el: ({ machine: { postgresql } }) => [`repmgr_${postgresql}`],
  },
  values: (place) => ({ ...nodesOf(place), isWitness: true }),
  health: [
    {
      id: 'registered',
      text: { en: 'the witness knows every node', ru: 'свидетель знает все узлы' },
      unit: () => 'pglab-join.service',
      run: `{% include "repmgr/registered.sh.njk" %}`,
    },
    {
      id: 'daemon',
      text: { en: 'repmgrd watches', ru: 'repmgrd наблюдает' },
      unit: ({ system, machine }) => system.postgresql(machine.postgresql).repmgr.unit,
      run: `{% include "repmgr/daemon.sh.njk" %}`,
    },
  ],
  status: { run: `{% include "repmgr/status.sh.njk" %}`, read: readNodes },
}

export default witness
