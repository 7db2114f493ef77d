import { z } from 'zod'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { parseJson } from '../../src/words/parse-json.ts'
import { shown } from '../../src/words/shown.ts'
import { membersParameter, readStore, storeLines } from '../readers/etcd.ts'

const health = z.object({ health: z.string(), reason: z.string().max(1000).default('') })

/**
 * Each member answers a linearizable read, which takes a majority; a member alone may still serve what it knew.
 * Source: https://etcd.io/docs/v3.5/op-guide/monitoring/ (/health)
 */
export default checkKind({
  proves: {
    en: 'The members of etcd are healthy, every one of them, and belong to one cluster.',
    ru: 'Все участники etcd исправны и входят в один кластер.',
  },
  parameters: z.object({ members: membersParameter }),
  example: { members: ['pg01', 'pg02', 'pg03'] },
  pass: { en: '{members}: healthy, one cluster.', ru: '{members}: исправны, кластер один.' },
  failures: {
    silent: {
      says: { en: 'etcd does not answer on {machine}.', ru: 'На {machine} etcd не отвечает.' },
      cause: {
        en: 'It does not run there, or fails as it starts.',
        ru: 'Он там не работает или падает при запуске.',
      },
      look: { en: 'On {machine}: journalctl -u etcd -n 30', ru: 'На {machine}: journalctl -u etcd -n 30' },
    },
    unhealthy: {
      says: {
        en: 'etcd on {machine} runs but is not healthy: {reason}',
        ru: 'etcd на {machine} работает, но неисправен: {reason}',
      },
      cause: {
        en: 'It does not reach a majority of the members, or an alarm is raised.',
        ru: 'Ему недоступно большинство участников, либо поднята тревога (alarm).',
      },
      look: {
        en: 'On {machine}: etcdctl endpoint health; etcdctl alarm list',
        ru: 'На {machine}: etcdctl endpoint health; etcdctl alarm list',
      },
    },
    apart: {
      says: {
        en: 'etcd on {machine} belongs to another cluster than the rest: {found} instead of {cluster}.',
        ru: 'etcd на {machine} входит в другой кластер: {found} вместо {cluster}.',
      },
      cause: {
        en: 'It was started with an empty data folder and founded a cluster of its own.',
        ru: 'Его запустили с пустым каталогом данных, и он основал собственный кластер.',
      },
      look: { en: 'On {machine}: etcdctl member list', ru: 'На {machine}: etcdctl member list' },
    },
  },
  ask: ({ members }, scene) =>
    (members ?? scene.having('etcd')).map((machine) => ({
      machine,
      // /health gives one line, and none where nobody listens.
      run: `curl -sS -m 3 http://127.0.0.1:2379/health | tr -d '\\n'; echo\n${storeLines}`,
      optional: true,
    })),
  judge(answers, { members }, scene) {
    const names = members ?? scene.having('etcd')
    let cluster: string | undefined
    for (const [index, answer] of answers.entries()) {
      const facts = { machine: names[index], expected: 'healthy', params: {} }
      const [first = '', ...rest] = (answer?.stdout ?? '').split('\n')
      const read = health.safeParse(parseJson(first))
      if (!answer || !read.success) return fail('silent', facts)
      if (read.data.health !== 'true') {
        const reason = shown(read.data.reason || 'health: false')
        return fail('unhealthy', { ...facts, found: reason, params: { reason } })
      }
      const store = readStore({ ...answer, stdout: rest.join('\n') })
      if (!store) return fail('silent', facts)
      cluster ??= store.cluster
      const found = store.cluster
      if (found !== cluster) return fail('apart', { ...facts, expected: cluster, found, params: { cluster, found } })
    }
    return pass({ expected: 'healthy', found: 'healthy', params: { members: names.join(', ') } })
  },
})
