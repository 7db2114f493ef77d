import { z } from 'zod'
import type { Role } from '../../src/compile/role.ts'
import { readCluster } from './read-cluster.ts'

/** Patroni's own rule: a leader must have the time to fail twice before others may take over. */
const keepsRule = (ttl: number, loopWait: number, retryTimeout: number): boolean => loopWait + 2 * retryTimeout <= ttl

const patroni: Role = {
  summary: {
    en: 'Patroni: a PostgreSQL server that leads or follows as the cluster decides',
    ru: 'Patroni: сервер PostgreSQL, который по решению кластера становится лидером или репликой',
  },
  look: 'patronictl list',
  provides: ['server', 'member', 'routing'],
  needs: ['etcd'],
  // Lower bounds: patroni/validator.py and the documentation of dynamic configuration.
  settings: z.object({
    ttl: z.int().min(20).max(3600).describe('Life of the leader lock, s'),
    loop_wait: z.int().min(1).max(300).describe('Pause between two rounds of the HA loop, s'),
    retry_timeout: z.int().min(3).max(300).describe('How long one operation on etcd or PostgreSQL is retried, s'),
    maximum_lag_on_failover: z.int().min(0).describe('Replicas further behind than this are no candidates, bytes'),
    parameters: z
      .record(z.string().regex(/^[a-z_][a-z0-9_.]*$/), z.union([z.string(), z.number(), z.boolean()]))
      .describe('Parameters of PostgreSQL for the whole cluster'),
  }),
  defaults: { ttl: 30, loop_wait: 10, retry_timeout: 10, maximum_lag_on_failover: 1_048_576, parameters: {} },
  verify: (settings) => {
    const { ttl, loop_wait: loopWait, retry_timeout: retryTimeout } = settings as Record<string, number>
    if (ttl === undefined || loopWait === undefined || retryTimeout === undefined) return undefined
    if (keepsRule(ttl, loopWait, retryTimeout)) return undefined
    return {
      key: 'ttl',
      text: {
        en: 'loop_wait + 2 * retry_timeout is {sum} s and must not exceed ttl, which is {ttl} s',
        ru: 'loop_wait + 2 * retry_timeout = {sum} с, а это больше ttl = {ttl} с',
      },
      params: { sum: loopWait + 2 * retryTimeout, ttl },
    }
  },
  packages: {
    debian: ({ machine: { postgresql } }) => [
      'patroni',
      'pgbackrest',
      `postgresql-${postgresql}`,
      'python3-etcd',
      'python3-psycopg2',
    ],
    el: ({ machine: { postgresql } }) => [
      'patroni',
      'patroni-etcd',
      'pgbackrest',
      `postgresql${postgresql}`,
      `postgresql${postgresql}-contrib`,
      `postgresql${postgresql}-server`,
    ],
  },
  values: ({ having }) => ({
    etcdMembers: having('etcd'),
    patroniMembers: having('patroni'),
  }),
  health: [
    {
      id: 'cluster',
      text: {
        en: 'one leader, and every other member streams from it on the same timeline',
        ru: 'один лидер, остальные участники получают от него поток WAL на том же таймлайне',
      },
      unit: () => 'patroni.service',
      run: `cluster=$(curl -fsS -m 2 http://127.0.0.1:8008/cluster 2>/dev/null) || { echo "Patroni does not answer yet"; exit 1; }
jq -r '.members | sort_by(.name) | map("\\(.name) \\(.role) \\(.state) TL \\(.timeline // "?")") | join(", ")' <<<"$cluster"
jq -e '.members
  | length == {{ having("patroni") | length }}
  and (map(select(.role == "leader" and .state == "running")) | length == 1)
  and (map(select(.role != "leader")) | all(.state == "streaming"))
  and (map(.timeline) | unique | length == 1)' <<<"$cluster" >/dev/null`,
    },
  ],
  status: {
    run: 'curl -fsS -m 2 http://127.0.0.1:8008/cluster',
    read: readCluster,
  },
  settle: `{% if having("patroni")[0].name == machine.name %}
[[ -e /var/lib/pglab/settled ]] && exit
systemctl stop pglab-settle.service
PATRONICTL_CONFIG_FILE=/etc/patroni/patronictl.yml /usr/local/lib/pglab/settle {{ having("patroni") | length }} {{ settings.patroni.ttl }} {{ settings.patroni.loop_wait }} {{ settings.patroni.retry_timeout }} 1
{% endif %}`,
  lead: `set -- {{ machine.name }} {{ having("patroni") | length }}
{{ verbatim("patroni/lead.sh") }}`,
}

export default patroni
