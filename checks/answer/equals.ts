import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import {
  answerQuestions,
  answerTroubles,
  facts,
  questionShape,
  said,
  unanswered,
  unknownTruth,
} from '../readers/answers.ts'

export default checkKind({
  proves: {
    en: 'The answer to a question is what a machine of the lab says at the moment of the check.',
    ru: 'Ответ на вопрос совпадает с тем, что сообщает машина лаборатории в момент проверки.',
  },
  parameters: z.object({
    ...questionShape,
    list: about(z.boolean().default(false), {
      en: 'several values, divided by spaces or commas, in any order',
      ru: 'несколько значений через пробел или запятую в любом порядке',
    }),
  }),
  example: { question: 'cluster', on: 'pg01', run: 'curl -fsS http://127.0.0.1:8008/cluster | jq -r .scope' },
  pass: { en: 'Right: {given}.', ru: 'Верно: {given}.' },
  failures: {
    unanswered,
    other: {
      says: {
        en: '"{given}" is not what {machine} says now.',
        ru: 'Ответ «{given}» расходится с тем, что сейчас сообщает {machine}.',
      },
      cause: {
        en: 'The value was read in another place, or has changed since.',
        ru: 'Значение взято не оттуда или успело измениться.',
      },
      look: {
        en: 'Ask again, then on ns: answer {question} …',
        ru: 'Посмотрите ещё раз, затем на ns: answer {question} …',
      },
    },
  },
  troubles: answerTroubles,
  ask: ({ question, on, run }, scene) => answerQuestions(question, on, run, scene),
  judge([answer, truth], { question, list }) {
    const right = said(truth)
    if (right === undefined) return unknownTruth(question, truth)
    const given = said(answer)
    const seen = facts(question, given, truth)
    if (given === undefined) return fail('unanswered', seen)
    return plain(given, list) === plain(right, list) ? pass(seen) : fail('other', seen)
  },
})

/** Neither capitals nor, in a list, order and commas are part of an answer. */
const plain = (text: string, list: boolean): string => {
  const lower = text.toLowerCase()
  return list ? [...new Set(lower.split(/[\s,;]+/).filter(Boolean))].sort().join(' ') : lower
}
