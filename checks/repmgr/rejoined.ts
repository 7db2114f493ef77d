import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { copiedSince, labelQuestion } from '../readers/backup-label.ts'
import { evidenceQuestion, evidenceTroubles, withEvidence } from '../readers/evidence.ts'
import { eventLines, repmgrEvents } from '../readers/repmgr-events.ts'

/** Source: events node_rejoin and standby_clone, chapter "Event notifications" of the manual of repmgr 5.5. */
export default checkKind({
  proves: {
    en: 'Since the start the member has come back by repmgr node rejoin, with its own data and not as a new copy.',
    ru: 'С начала упражнения узел вернулся командой repmgr node rejoin, со своими данными, а не новой копией.',
  },
  parameters: z.object({
    member: about(z.string(), { en: 'who has come back', ru: 'кто вернулся' }),
  }),
  example: { member: 'pg01' },
  pass: {
    en: '{member} came back by node rejoin, with its own data.',
    ru: '{member} вернулся через node rejoin, со своими данными.',
  },
  failures: {
    never: {
      says: {
        en: '{member} has not come back by repmgr node rejoin since the start.',
        ru: 'С начала упражнения {member} не возвращался через repmgr node rejoin.',
      },
      look: {
        en: 'repmgr cluster event; repmgr node rejoin --help',
        ru: 'repmgr cluster event; repmgr node rejoin --help',
      },
    },
    copied: {
      says: {
        en: 'The data of {member} is a new copy of another server.',
        ru: 'Данные узла {member} – новая копия, снятая с другого сервера.',
      },
      cause: {
        en: 'Its data folder was filled anew by repmgr standby clone or pg_basebackup.',
        ru: 'Каталог данных заново заполнен командой repmgr standby clone или pg_basebackup.',
      },
      look: {
        en: 'repmgr cluster event; ./pglab start to try again',
        ru: 'repmgr cluster event; ещё одна попытка: ./pglab start',
      },
    },
  },
  troubles: evidenceTroubles,
  ask: ({ member }, scene) => [evidenceQuestion(scene), labelQuestion(member)],
  askBefore: ({ member }) => [labelQuestion(member)],
  judge: ([evidence, label], { member }, _, [before]) =>
    withEvidence(evidence, ['recorder'], (picture) => {
      const rows = repmgrEvents(picture)
      const done = (event: string) => rows.some((row) => row.event === event && row.successful && row.node === member)
      const facts = { machine: member, expected: 'node_rejoin', evidence: eventLines(rows), params: { member } }
      if (done('standby_clone') || copiedSince(before, label)) return fail('copied', { ...facts, found: 'copy' })
      return done('node_rejoin') ? pass({ ...facts, found: 'node_rejoin' }) : fail('never', facts)
    }),
})
