import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { clusterQuestions, listed, silence, silentCluster, viewOf } from '../readers/cluster.ts'

/**
 * Source: GET /cluster; `sync_standby`, and `quorum_standby` where synchronous_mode is `quorum` (Patroni 4.0).
 * Patroni gives these roles only once PostgreSQL itself counts the standby as synchronous.
 */
export default checkKind({
  proves: {
    en: 'Patroni replicates synchronously: just so many streaming standbys are named that may take over without loss.',
    ru: 'Patroni ведёт синхронную репликацию: названо ровно столько реплик, способных сменить лидера без потерь.',
  },
  parameters: z.object({
    standbys: about(z.int().min(0).default(1), {
      en: 'number of synchronous standbys; 0: replication is to be asynchronous',
      ru: 'число синхронных реплик; 0 – репликация должна быть асинхронной',
    }),
  }),
  example: { standbys: 1 },
  pass: {
    en: '{n, plural, =0 {No standby is synchronous.} one {The synchronous standby is {names}.} other {Synchronous standbys: {names}.}}',
    ru: '{n, plural, =0 {Синхронных реплик нет.} one {Синхронная реплика: {names}.} other {Синхронные реплики: {names}.}}',
  },
  failures: {
    none: {
      says: {
        en: 'Patroni names no synchronous standby.',
        ru: 'Синхронной реплики Patroni не называет.',
      },
      cause: {
        en: "The cluster's synchronous mode is off, or no standby streams. What is set in PostgreSQL alone Patroni does not know.",
        ru: 'Синхронный режим кластера выключен, либо ни одна реплика не получает WAL. О том, что настроено в обход, Patroni не знает.',
      },
      look: {
        en: 'patronictl show-config: synchronous_mode; patronictl list',
        ru: 'patronictl show-config: synchronous_mode; patronictl list',
      },
    },
    count: {
      says: {
        en: '{n, plural, one {# standby is} other {# standbys are}} synchronous ({names}), and {wanted} wanted.',
        ru: 'Синхронных реплик {n} ({names}), а нужно {wanted}.',
      },
      look: {
        en: 'patronictl show-config: synchronous_mode, synchronous_node_count',
        ru: 'patronictl show-config: synchronous_mode, synchronous_node_count',
      },
    },
  },
  troubles: { silent: silentCluster },
  ask: (_, scene) => clusterQuestions(scene),
  judge(answers, { standbys }) {
    const view = viewOf(answers)
    if (!view) return silence(answers)
    const named = view.members.filter(
      ({ role, state }) =>
        ['sync_standby', 'quorum_standby'].includes(role) && ['streaming', 'running'].includes(state),
    )
    const names = named.map(({ name }) => name).join(', ')
    const facts = {
      machine: view.source,
      expected: String(standbys),
      found: names || '–',
      evidence: [listed(view.members)],
      params: { n: named.length, names, wanted: standbys },
    }
    if (named.length === standbys) return pass(facts)
    return fail(named.length === 0 ? 'none' : 'count', facts)
  },
})
