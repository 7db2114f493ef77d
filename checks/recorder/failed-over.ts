import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { changeLines, type Event, evidenceQuestion, evidenceTroubles, withEvidence } from '../readers/evidence.ts'

export default checkKind({
  proves: {
    en: 'Since the start the cluster has replaced the named leader by itself: nobody asked for the change.',
    ru: 'С начала упражнения кластер сам сменил указанного лидера: никто об этом не просил.',
  },
  parameters: z.object({
    from: about(z.string(), { en: 'the leader that was lost', ru: 'пропавший лидер' }),
    to: about(z.string().optional(), { en: 'who took over', ru: 'кто его сменил' }),
    sudden: about(z.boolean().default(false), {
      en: 'whether the old leader must have vanished without a word, as by a power cut',
      ru: 'должен ли прежний лидер пропасть внезапно, как при отключении питания',
    }),
  }),
  example: { from: 'pg01' },
  pass: {
    en: 'The cluster chose {to} after it had lost {from}; timeline {timeline}.',
    ru: 'Потеряв {from}, кластер выбрал {to}; таймлайн {timeline}.',
  },
  failures: {
    never: {
      says: { en: 'The leader has not changed since the start.', ru: 'С начала упражнения лидер не менялся.' },
      look: {
        en: './pglab status; a lost leader is waited for before it is replaced',
        ru: './pglab status; прежде чем заменить пропавшего лидера, его некоторое время ждут',
      },
    },
    asked: {
      says: {
        en: 'Leadership left {from} because somebody asked for it, by {how, select, switchover {a switchover} other {a manual failover}}.',
        ru: 'Лидерство ушло от {from} по запросу: это было {how, select, switchover {плановое переключение} other {ручное аварийное переключение}}.',
      },
      cause: {
        en: 'A command was used before the cluster had a chance to act.',
        ru: 'Кто-то вмешался командой раньше, чем кластер успел сработать сам.',
      },
      look: { en: './pglab start, and only watch this time', ru: './pglab start, и на этот раз только наблюдайте' },
    },
    stopped: {
      says: {
        en: 'PostgreSQL on {from} was stopped, and the machine was still there to say so; it did not vanish.',
        ru: 'PostgreSQL на {from} был остановлен, и машина об этом сообщила: это не внезапная пропажа.',
      },
      cause: {
        en: 'A service was stopped; a machine that loses its power tells nobody anything.',
        ru: 'Остановили службу; обесточенная машина ничего сообщить не может.',
      },
      look: { en: './pglab fault crash {from}', ru: './pglab fault crash {from}' },
    },
    other: {
      says: {
        en: 'The first change of leader was from {from} to {to}; that is not the one expected.',
        ru: 'Первая смена лидера – с {from} на {to}; ожидалась другая.',
      },
      look: { en: 'On ns: pglab-evidence --last-change', ru: 'На ns: pglab-evidence --last-change' },
    },
  },
  troubles: evidenceTroubles,
  ask: (_, scene) => [evidenceQuestion(scene)],
  judge: ([answer], { from, to, sudden }) =>
    withEvidence(answer, ['recorder'], ({ changes, events }) => {
      const facts = {
        machine: answer?.machine,
        expected: `automatic ${from} → ${to ?? '*'}`,
        evidence: changeLines(changes),
      }
      const [change] = changes
      if (!change) return fail('never', facts)
      const found = `${change.how} ${change.from} → ${change.to}`
      const params = { from: change.from, to: change.to, how: change.how, timeline: change.timeline ?? 0 }
      if (change.from !== from || (to !== undefined && change.to !== to))
        return fail('other', { ...facts, found, params })
      if (change.how !== 'automatic') return fail('asked', { ...facts, found, params })
      return sudden && saidGoodbye(events, from, change.at)
        ? fail('stopped', { ...facts, found: 'stopped', params })
        : pass({ ...facts, found, params })
    }),
})

/** ms; the word of a member that stops may come after another one has taken over. */
const late = 1000

/** Whether the last word of a member before a moment was that it stops. A member that is gone said nothing. */
const saidGoodbye = (events: readonly Event[], member: string, moment: number): boolean =>
  events
    .filter(
      ({ what, name, state, at }) => what === 'member' && name === member && at <= moment + late && state !== undefined,
    )
    .at(-1)
    ?.state?.toString()
    .startsWith('stop') === true
