import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { facts, givenQuestion, questionShape, said, unanswered } from '../readers/answers.ts'
import { evidenceQuestion, evidenceTroubles, type Picture, withEvidence } from '../readers/evidence.ts'
import { numberOf } from '../readers/numbers.ts'

/** What can be asked for, each with the witness it comes from and its unit; null where there is nothing to tell yet. */
const measures = {
  outage: {
    unit: 's',
    witness: 'ledger',
    of: ({ outages }: Picture) => (outages.length > 0 ? Math.max(...outages.map(({ ms }) => ms)) / 1000 : null),
  },
  lost: { unit: 'rows', witness: 'ledger', of: ({ lost }: Picture) => lost },
  idle: {
    unit: 's',
    witness: 'recorder',
    of: ({ changes: [change] }: Picture) => (change?.idle == null ? null : change.idle / 1000),
  },
} as const
const names = ['outage', 'lost', 'idle'] as const

export default checkKind({
  proves: {
    en: 'The answer to a question is the number that the observer has measured since the start.',
    ru: 'Ответ на вопрос – число, которое с начала упражнения намерил наблюдатель.',
  },
  parameters: z.object({
    question: questionShape.question,
    what: about(z.enum(names), {
      en: 'outage: the longest time without an acknowledged row, s; lost: acknowledged rows that are gone; idle: how long at the first change of leader neither server took writes, s',
      ru: 'outage – самый долгий срок без подтверждённой строки, с; lost – сколько подтверждённых строк пропало; idle – сколько при первой смене лидера запись не принимал ни один из двух серверов, с',
    }),
    tolerance: about(z.number().nonnegative(), {
      en: 'how far off the number may be',
      ru: 'на сколько число может отличаться',
    }),
  }),
  example: { question: 'outage', what: 'outage', tolerance: 1 },
  pass: { en: 'Right: {given}.', ru: 'Верно: {given}.' },
  failures: {
    unanswered,
    nothing: {
      says: {
        en: 'There is nothing to measure yet: since the start it has not happened.',
        ru: 'Измерять пока нечего: с начала упражнения этого не случалось.',
      },
      look: { en: './pglab status', ru: './pglab status' },
    },
    'no-number': {
      says: { en: '"{given}" is no number.', ru: 'Ответ «{given}» – не число.' },
      look: { en: 'On ns: answer {question} 12.5', ru: 'На ns: answer {question} 12.5' },
    },
    off: {
      says: {
        en: '{given} is more than {tolerance} away from what the observer measured.',
        ru: 'Ответ {given} отличается от измеренного наблюдателем больше чем на {tolerance}.',
      },
      cause: {
        en: 'It was guessed, or another quantity was read.',
        ru: 'Число угадано, либо прочитана другая величина.',
      },
    },
  },
  troubles: evidenceTroubles,
  ask: ({ question }, scene) => [givenQuestion(question, scene), evidenceQuestion(scene)],
  judge: ([answer, evidence], { question, what, tolerance }) =>
    withEvidence(evidence, [measures[what].witness], (picture) => {
      const given = said(answer)
      const seen = facts(question, given, evidence)
      const params = { ...seen.params, tolerance }
      const right = measures[what].of(picture)
      if (right === null) return fail('nothing', { ...seen, params })
      if (given === undefined) return fail('unanswered', seen)
      const number = numberOf(given, measures[what].unit)
      if (number === undefined) return fail('no-number', { ...seen, params })
      return Math.abs(number - right) <= tolerance ? pass(seen) : fail('off', { ...seen, params })
    }),
})
