import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { clusterQuestions, listed, silence, silentCluster, viewOf } from '../readers/cluster.ts'

/** Source: GET /cluster, https://patroni.readthedocs.io/en/latest/rest_api.html */
export default checkKind({
  proves: {
    en: 'The named member, or one of those named, leads the cluster now.',
    ru: 'Сейчас кластером руководит указанный узел или один из указанных.',
  },
  parameters: z.object({
    member: about(z.union([z.string(), z.array(z.string()).min(1)]), {
      en: 'who is to lead; of several, any',
      ru: 'кто должен быть лидером; если их несколько, то любой',
    }),
  }),
  example: { member: 'pg02' },
  pass: { en: '{member} leads.', ru: 'Лидер – {member}.' },
  failures: {
    other: {
      says: { en: '{leader} leads, not {member}.', ru: 'Лидер – {leader}, а не {member}.' },
      look: { en: 'patronictl list; patronictl history', ru: 'patronictl list; patronictl history' },
    },
    none: {
      says: { en: 'Nobody leads the cluster.', ru: 'У кластера нет лидера.' },
      cause: {
        en: 'No healthy member could take the leader lock, or etcd has no quorum.',
        ru: 'Ни один исправный узел не смог взять блокировку лидера, либо у etcd нет кворума.',
      },
      look: { en: 'patronictl list; etcdctl endpoint health', ru: 'patronictl list; etcdctl endpoint health' },
    },
  },
  troubles: { silent: silentCluster },
  ask: (_, scene) => clusterQuestions(scene),
  judge(answers, { member }) {
    const view = viewOf(answers)
    if (!view) return silence(answers)
    const wanted = [member].flat()
    const facts = { expected: wanted.join(' / '), machine: view.source, evidence: [listed(view.members)] }
    if (!view.leader) return fail('none', facts)
    const { name: leader } = view.leader
    return wanted.includes(leader)
      ? pass({ ...facts, found: leader, params: { member: leader } })
      : fail('other', { ...facts, found: leader, params: { leader, member: wanted.join(' / ') } })
  },
})
