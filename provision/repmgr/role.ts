import { z } from 'zod'
import type { Role } from '../../src/compile/role.ts'
import { nodesOf } from './nodes.ts'
import { readNodes } from './read-nodes.ts'

const repmgr: Role = {
  summary: {
    en: 'repmgr: registers this server, copies it from the primary, and replaces a primary that is gone',
    ru: 'repmgr: регистрирует сервер, копирует его с ведущего и заменяет пропавший ведущий',
  },
  look: 'repmgr cluster show',
  provides: ['member', 'repmgr-node'],
  needs: ['postgresql', 'peer-ssh'],
  // Names, defaults and bounds: repmgr.conf.sample of repmgr 5.5 and its chapter "repmgrd configuration".
  settings: z.object({
    priority: z
      .int()
      .min(0)
      .max(1000)
      .describe('Among standbys that are equally far, the highest is promoted; 0: never'),
    location: z
      .string()
      .regex(/^[a-z0-9-]{1,30}$/)
      .describe('Name of the place where this node stands'),
    monitor_interval_secs: z.int().min(1).max(60).describe('How often repmgrd looks at its upstream, s'),
    reconnect_attempts: z.int().min(1).max(20).describe('How often it tries again before it gives the primary up'),
    reconnect_interval: z.int().min(1).max(60).describe('Pause between two such tries, s'),
  }),
  defaults: {
    priority: 100,
    location: 'default',
    monitor_interval_secs: 1,
    reconnect_attempts: 6,
    reconnect_interval: 10,
  },
  packages: {
    debian: ({ machine: { postgresql } }) => [`postgresql-${postgresql}-repmgr`],
    el: ({ machine: { postgresql } }) => [`repmgr_${postgresql}`],
  },
  values: (place) => ({ ...nodesOf(place), isWitness: false }),
  health: [
    {
      id: 'registered',
      text: {
        en: 'every node is registered, and every standby streams',
        ru: 'все узлы зарегистрированы, резервные серверы получают WAL потоком',
      },
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
  lead: `{% include "repmgr/lead.sh.njk" %}`,
}

export default repmgr
