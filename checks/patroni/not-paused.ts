import { z } from 'zod'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { clusterQuestions, silence, silentCluster, viewOf } from '../readers/cluster.ts'

/** Source: `pause` in GET /cluster; https://patroni.readthedocs.io/en/latest/pause.html */
export default checkKind({
  proves: {
    en: 'Patroni manages the cluster: it is not paused.',
    ru: 'Patroni управляет кластером: он не на паузе.',
  },
  parameters: z.object({}),
  example: {},
  pass: { en: 'Patroni manages the cluster.', ru: 'Patroni управляет кластером.' },
  failures: {
    paused: {
      says: { en: 'The cluster is paused.', ru: 'Кластер на паузе.' },
      cause: {
        en: 'In a paused cluster a dead leader is replaced by nobody.',
        ru: 'Пока кластер на паузе, погибшего лидера никто не заменит.',
      },
      look: { en: 'patronictl list; patronictl resume', ru: 'patronictl list; patronictl resume' },
    },
  },
  troubles: { silent: silentCluster },
  ask: (_, scene) => clusterQuestions(scene),
  judge(answers) {
    const view = viewOf(answers)
    if (!view) return silence(answers)
    const facts = { machine: view.source, expected: 'running', found: view.paused ? 'paused' : 'running' }
    return view.paused ? fail('paused', facts) : pass(facts)
  },
})
