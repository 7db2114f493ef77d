import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { clusterQuestions, listed, silence, silentCluster, viewOf } from '../readers/cluster.ts'

/**
 * Source: GET /cluster; a replica that streams says `streaming` from Patroni 3.0.4 on, and `running` before
 * (release notes of 3.0.4), when it is known by its timeline alone.
 */
export default checkKind({
  proves: {
    en: 'The named members are replicas that stream on the timeline of the leader.',
    ru: 'Указанные узлы – реплики: они получают WAL потоком и стоят на таймлайне лидера.',
  },
  parameters: z.object({
    members: about(z.array(z.string()).min(1).optional(), {
      en: 'who is to stream; everybody but the leader, where none are named',
      ru: 'кто должен получать поток; если не указано – все, кроме лидера',
    }),
  }),
  example: { members: ['pg01', 'pg03'] },
  pass: {
    en: '{members} {n, plural, one {streams} other {stream}} from {leader} on timeline {timeline}.',
    ru: '{members}: {n, plural, one {реплика получает} other {реплики получают}} WAL от {leader}, таймлайн {timeline}.',
  },
  failures: {
    'no-leader': {
      says: { en: 'Nobody leads, so nobody streams.', ru: 'Лидера нет, поэтому нет и потоковой репликации.' },
      look: { en: 'patronictl list', ru: 'patronictl list' },
    },
    absent: {
      says: { en: '{member} is no member of the cluster.', ru: '{member} не входит в кластер.' },
      cause: { en: 'Patroni does not run there.', ru: 'Patroni там не работает.' },
      look: { en: 'systemctl status patroni on {member}', ru: 'На {member}: systemctl status patroni' },
    },
    leads: {
      says: { en: '{member} leads; it was to be a replica.', ru: '{member} – лидер, а должен быть репликой.' },
    },
    idle: {
      says: {
        en: '{member} does not stream: its state is {state}.',
        ru: '{member} не получает WAL: состояние – {state}.',
      },
      cause: {
        en: "It is still starting, cannot reach the leader, or its history has diverged from the leader's.",
        ru: 'Узел ещё запускается, не видит лидера или его история разошлась с историей лидера.',
      },
      look: { en: 'journalctl -u patroni on {member}', ru: 'На {member}: journalctl -u patroni' },
    },
    mute: {
      says: {
        en: '{member} itself does not say that it streams; the cluster only has not noticed yet.',
        ru: 'Сам узел {member} не подтверждает, что получает WAL; просто кластер этого ещё не заметил.',
      },
      cause: {
        en: 'The machine is off, cut off or still starting.',
        ru: 'Машина выключена, отрезана от сети или ещё запускается.',
      },
      look: { en: './pglab status', ru: './pglab status' },
    },
    timeline: {
      says: {
        en: '{member} is on timeline {found}, the leader on {timeline}.',
        ru: '{member} стоит на таймлайне {found}, а лидер – на {timeline}.',
      },
      look: { en: 'journalctl -u patroni on {member}', ru: 'На {member}: journalctl -u patroni' },
    },
  },
  troubles: { silent: silentCluster },
  ask: (_, scene) => clusterQuestions(scene),
  judge(answers, { members: named }, scene) {
    const view = viewOf(answers)
    if (!view) return silence(answers)
    const evidence = [listed(view.members)]
    const { leader } = view
    if (!leader) return fail('no-leader', { evidence })
    const members = named ?? scene.having('patroni').filter((name) => name !== leader.name)
    for (const member of members) {
      const found = view.members.find(({ name }) => name === member)
      const facts = { machine: member, expected: 'streaming', evidence }
      if (!found) return fail('absent', { ...facts, params: { member } })
      if (found.name === leader.name) return fail('leads', { ...facts, found: found.role, params: { member } })
      // What the cluster says of a member outlives it by the ttl: whoever streams says so itself.
      const own = view.own.get(member)
      if (own === undefined || (own !== '' && !/^replica (running|streaming)$/.test(own)))
        return fail('mute', { ...facts, found: own ?? '–', params: { member } })
      if (!['streaming', 'running'].includes(found.state))
        return fail('idle', { ...facts, found: found.state, params: { member, state: found.state } })
      if (found.timeline !== leader.timeline) {
        const timeline = leader.timeline ?? 0
        return fail('timeline', {
          ...facts,
          expected: `timeline ${timeline}`,
          found: `timeline ${found.timeline ?? 0}`,
          params: { member, found: found.timeline ?? 0, timeline },
        })
      }
    }
    return pass({
      evidence,
      expected: 'streaming',
      found: 'streaming',
      params: { members: members.join(', '), n: members.length, leader: leader.name, timeline: leader.timeline ?? 0 },
    })
  },
})
