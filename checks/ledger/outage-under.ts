import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { duration } from '../../src/words/duration.ts'
import { evidenceQuestion, evidenceTroubles, withEvidence } from '../readers/evidence.ts'

export default checkKind({
  proves: {
    en: 'Since the start clients were never without acknowledged writes for longer than the limit.',
    ru: 'С начала упражнения клиенты ни разу не оставались без подтверждённых записей дольше заданного.',
  },
  parameters: z.object({
    limit: about(duration, {
      en: 'longest outage allowed, e.g. 10s',
      ru: 'наибольший допустимый простой, например 10s',
    }),
  }),
  example: { limit: '10s' },
  pass: {
    en: 'The longest outage was {seconds, number} s; up to {limit, number} s were allowed.',
    ru: 'Самый долгий простой – {seconds, number} с при допустимых {limit, number} с.',
  },
  failures: {
    longer: {
      says: {
        en: 'Clients could not write for {seconds, number} s; up to {limit, number} s were allowed.',
        ru: 'Клиенты не могли писать {seconds, number} с, а допустимо {limit, number} с.',
      },
      cause: {
        en: 'The leader disappeared instead of handing over, or the clients were led to nobody.',
        ru: 'Лидер пропал, не передав управление, либо клиентов некуда было направить.',
      },
      look: {
        en: './pglab status; pglab-evidence --last-change on ns',
        ru: './pglab status; на ns: pglab-evidence --last-change',
      },
    },
    lasting: {
      says: {
        en: 'Clients cannot write: no row has been acknowledged for {seconds, number} s.',
        ru: 'Клиенты не могут писать: вот уже {seconds, number} с не подтверждено ни одной строки.',
      },
      look: {
        en: "./pglab status; HAProxy's page on port 7000 of ns",
        ru: './pglab status; страница HAProxy, порт 7000 на ns',
      },
    },
  },
  troubles: evidenceTroubles,
  ask: (_, scene) => [evidenceQuestion(scene)],
  judge: ([answer], { limit }) =>
    withEvidence(answer, ['ledger'], ({ outages }) => {
      const worst = outages.reduce((longest, outage) => (outage.ms > longest.ms ? outage : longest), {
        ms: 0,
        from: 0,
        to: 0 as number | null,
      })
      const params = { seconds: Math.round(worst.ms / 100) / 10, limit: limit / 1000 }
      const facts = {
        machine: answer?.machine,
        expected: `<= ${limit / 1000} s`,
        found: `${params.seconds} s`,
        params,
        evidence: outages.slice(0, 10).map(({ from, ms }) => `${new Date(from).toISOString()} ${ms} ms`),
      }
      if (worst.ms <= limit) return pass(facts)
      return fail(worst.to === null ? 'lasting' : 'longer', facts)
    }),
})
