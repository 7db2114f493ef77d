import { z } from 'zod'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { changeLines, evidenceQuestion, evidenceTroubles, withEvidence } from '../readers/evidence.ts'

export default checkKind({
  proves: {
    en: 'Since the start nobody but the leader of the beginning has led, and it leads now.',
    ru: 'С начала упражнения лидер не менялся и сейчас на месте.',
  },
  parameters: z.object({}),
  example: {},
  pass: { en: '{leader} has led all the time.', ru: 'Всё это время лидер – {leader}.' },
  failures: {
    changed: {
      says: {
        en: 'The leader changed: {from} → {to}{how, select, automatic {; nobody asked for it} switchover {, by a switchover} other {, by hand}}.',
        ru: 'Лидер сменился: {from} → {to}{how, select, automatic { (никто об этом не просил)} switchover { (плановое переключение)} other { (вручную)}}.',
      },
      look: { en: './pglab status; ./pglab start', ru: './pglab status; ./pglab start' },
    },
    none: {
      says: { en: 'Nobody leads now.', ru: 'Сейчас лидера нет.' },
      look: { en: './pglab status', ru: './pglab status' },
    },
  },
  troubles: evidenceTroubles,
  ask: (_, scene) => [evidenceQuestion(scene)],
  judge: ([answer]) =>
    withEvidence(answer, ['recorder'], ({ changes, leader }) => {
      const facts = { machine: answer?.machine, evidence: changeLines(changes) }
      const [change] = changes
      if (change) {
        const { from, to, how } = change
        return fail('changed', { ...facts, expected: from, found: to, params: { from, to, how } })
      }
      return leader === null ? fail('none', facts) : pass({ ...facts, found: leader, params: { leader } })
    }),
})
