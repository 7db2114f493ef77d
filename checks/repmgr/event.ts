import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { evidenceQuestion, evidenceTroubles, withEvidence } from '../readers/evidence.ts'
import { eventLines, repmgrEvents } from '../readers/repmgr-events.ts'

/** Names: chapter "Event notifications" of the manual of repmgr 5.5. Rows that tell of a failure do not count. */
export default checkKind({
  proves: {
    en: 'Since the start repmgr has recorded the event, by the node and as often as asked for; or, if asked so, has not.',
    ru: 'С начала упражнения repmgr записал событие, на нужном узле и нужное число раз; либо, если так задано, не записывал.',
  },
  parameters: z.object({
    event: about(z.string().regex(/^[a-z_]{1,60}$/), {
      en: 'its name, as in repmgr.events',
      ru: 'имя события, как в repmgr.events',
    }),
    node: about(z.string().optional(), {
      en: 'the node it is about; any, where none is named',
      ru: 'к какому узлу относится; если не указан – к любому',
    }),
    at_least: about(z.int().positive().default(1), { en: 'how often at least', ru: 'сколько раз, не меньше' }),
    none: about(z.literal(true).optional(), {
      en: 'true: it must not have happened at all',
      ru: 'true: его не должно было быть вовсе',
    }),
  }),
  example: { event: 'repmgrd_failover_promote', node: 'pg02' },
  pass: {
    en: '{n, plural, =0 {{event} has not happened{on, select, any {} other { on {on}}}} one {{event} by {nodes}} other {{event}, # times: {nodes}}}.',
    ru: '{n, plural, =0 {События {event}{on, select, any {} other { на {on}}} не было} one {Событие {event}: {nodes}} few {Событие {event}, # раза: {nodes}} many {Событие {event}, # раз: {nodes}} other {Событие {event}, # раза: {nodes}}}.',
  },
  failures: {
    never: {
      says: {
        en: 'repmgr has not recorded {event}{on, select, any {} other { by {on}}} since the start.',
        ru: 'С начала упражнения repmgr не записал события {event}{on, select, any {} other { на {on}}}.',
      },
      look: { en: 'repmgr cluster event', ru: 'repmgr cluster event' },
    },
    rare: {
      says: {
        en: '{event} has happened {n, plural, one {once} other {# times}}; {wanted} are asked for.',
        ru: 'Событие {event} произошло {n, plural, one {# раз} few {# раза} many {# раз} other {# раза}}, а нужно {wanted}.',
      },
      look: { en: 'repmgr cluster event', ru: 'repmgr cluster event' },
    },
    happened: {
      says: {
        en: '{event} has happened since the start: {nodes}.',
        ru: 'С начала упражнения произошло событие {event}: {nodes}.',
      },
      look: {
        en: 'repmgr cluster event; ./pglab start to try again',
        ru: 'repmgr cluster event; ещё одна попытка: ./pglab start',
      },
    },
  },
  troubles: evidenceTroubles,
  ask: (_, scene) => [evidenceQuestion(scene)],
  judge: ([answer], { event, node, at_least: wanted, none }) =>
    withEvidence(answer, ['recorder'], (picture) => {
      const rows = repmgrEvents(picture)
      const found = rows.filter(
        (row) => row.event === event && row.successful && (node === undefined || row.node === node),
      )
      const n = found.length
      const nodes = [...new Set(found.map((row) => row.node ?? '?'))].join(', ')
      const facts = {
        machine: answer?.machine,
        expected: none ? '0' : `>= ${wanted}`,
        found: String(n),
        evidence: eventLines(rows),
        params: { event, on: node ?? 'any', n, nodes, wanted },
      }
      if (none) return n === 0 ? pass(facts) : fail('happened', facts)
      return n >= wanted ? pass(facts) : fail(n === 0 ? 'never' : 'rare', facts)
    }),
})
