import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { changeLines, evidenceQuestion, evidenceTroubles, withEvidence } from '../readers/evidence.ts'

/**
 * A switchover of Patroni leaves its request in etcd before the leader changes, one of repmgr an event afterwards; a
 * crash leaves neither.
 * Sources: https://patroni.readthedocs.io/en/latest/rest_api.html#switchover-and-failover-endpoints;
 * https://repmgr.org/docs/current/event-notifications.html
 */
export default checkKind({
  proves: {
    en: 'Since the start leadership went to the named member by one planned switchover, and by nothing else.',
    ru: 'С начала упражнения лидерство перешло к указанному узлу одним плановым переключением и никак иначе.',
  },
  parameters: z.object({
    to: about(z.string(), { en: 'who took over', ru: 'к кому перешло лидерство' }),
  }),
  example: { to: 'pg02' },
  pass: {
    en: 'A planned switchover from {from} to {to}, timeline {timeline}.',
    ru: 'Плановое переключение с {from} на {to}, таймлайн {timeline}.',
  },
  failures: {
    never: {
      says: { en: 'The leader has not changed since the start.', ru: 'С начала упражнения лидер не менялся.' },
      look: { en: './pglab hint', ru: './pglab hint' },
    },
    unplanned: {
      says: {
        en: 'Leadership went from {from} to {to} without anybody having asked for a switchover.',
        ru: 'Лидерство перешло с {from} на {to}, но переключения никто не запрашивал.',
      },
      cause: {
        en: 'The leader was stopped, killed or cut off, and the cluster chose another by itself.',
        ru: 'Лидер был остановлен, убит или отрезан от сети, и кластер сам выбрал другого.',
      },
      look: { en: './pglab start, then a planned switchover', ru: './pglab start, затем плановое переключение' },
    },
    failover: {
      says: {
        en: 'Leadership went to {to} by hand, without the old leader having handed over.',
        ru: 'Лидерство перешло к {to} вручную: прежний лидер управления не передавал.',
      },
      look: { en: './pglab start, then a planned switchover', ru: './pglab start, затем плановое переключение' },
    },
    other: {
      says: {
        en: 'The switchover went to {found}, not to {to}.',
        ru: 'Переключение выполнено на {found}, а не на {to}.',
      },
    },
    several: {
      says: {
        en: 'The leader changed {n, plural, one {once} other {# times}}; once was asked for.',
        ru: 'Лидер сменился {n, plural, one {# раз} few {# раза} many {# раз} other {# раза}}, а нужно было один.',
      },
      cause: {
        en: 'Every switchover breaks the connections of all clients.',
        ru: 'Каждое переключение обрывает соединения всех клиентов.',
      },
      look: { en: 'On ns: pglab-evidence --last-change', ru: 'На ns: pglab-evidence --last-change' },
    },
  },
  troubles: evidenceTroubles,
  ask: (_, scene) => [evidenceQuestion(scene)],
  judge: ([answer], { to }) =>
    withEvidence(answer, ['recorder'], ({ changes }) => {
      const evidence = changeLines(changes)
      const facts = { machine: answer?.machine, expected: `switchover → ${to}`, evidence }
      const [change] = changes
      if (!change) return fail('never', facts)
      const found = `${change.how} → ${change.to}`
      if (change.how === 'automatic')
        return fail('unplanned', { ...facts, found, params: { from: change.from, to: change.to } })
      if (change.how === 'manual') return fail('failover', { ...facts, found, params: { to: change.to } })
      if (changes.length > 1)
        return fail('several', { ...facts, found: String(changes.length), params: { n: changes.length } })
      if (change.to !== to) return fail('other', { ...facts, found, params: { found: change.to, to } })
      return pass({ ...facts, found, params: { from: change.from, to, timeline: change.timeline ?? 0 } })
    }),
})
