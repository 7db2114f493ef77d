import { z } from 'zod'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { evidenceQuestion, evidenceTroubles, withEvidence } from '../readers/evidence.ts'

export default checkKind({
  proves: {
    en: 'Every row that was acknowledged to a client since the start is in the database.',
    ru: 'Все строки, подтверждённые клиенту с начала упражнения, есть в базе.',
  },
  parameters: z.object({}),
  example: {},
  pass: {
    en: 'All {n, plural, one {# acknowledged row is} other {# acknowledged rows are}} there.',
    ru: '{n, plural, one {На месте # подтверждённая строка} few {На месте все # подтверждённые строки} many {На месте все # подтверждённых строк} other {На месте все # подтверждённой строки}}.',
  },
  failures: {
    lost: {
      says: {
        en: '{n, plural, one {# acknowledged row is} other {# acknowledged rows are}} gone: {rows}.',
        ru: '{n, plural, one {Пропала # подтверждённая строка} few {Пропали # подтверждённые строки} many {Пропало # подтверждённых строк} other {Пропало # подтверждённой строки}}: {rows}.',
      },
      cause: {
        en: 'The member that took over had not received them: replication is asynchronous, and the old leader had no time to hand over.',
        ru: 'Новый лидер их не получил: репликация асинхронная, и старый лидер не успел передать остаток WAL.',
      },
    },
    unreadable: {
      says: {
        en: 'Nobody can say what is there: the leader cannot be read through port 5000.',
        ru: 'Что есть в базе, узнать нельзя: через порт 5000 лидер не читается.',
      },
      look: { en: './pglab status; psql service=rw on ns', ru: './pglab status; на ns: psql service=rw' },
    },
  },
  troubles: evidenceTroubles,
  ask: (_, scene) => [evidenceQuestion(scene)],
  judge: ([answer]) =>
    withEvidence(answer, ['ledger'], ({ acknowledged, lost, lostRows }) => {
      const facts = { machine: answer?.machine, expected: '0' }
      if (lost === null) return fail('unreadable', facts)
      if (lost === 0) return pass({ ...facts, found: '0', params: { n: acknowledged } })
      const rows = `${(lostRows ?? []).slice(0, 5).join(', ')}${lost > 5 ? ', …' : ''}`
      return fail('lost', {
        ...facts,
        found: String(lost),
        params: { n: lost, rows },
        evidence: [`lost: ${(lostRows ?? []).join(' ')}`],
      })
    }),
})
