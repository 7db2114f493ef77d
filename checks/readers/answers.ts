import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { type Answer, type Failure, type Question, type Scene, trouble } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'

/** What every kind about a question to the learner takes. */
export const questionShape = {
  question: about(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), {
    en: 'name of the question, as in: answer QUESTION VALUE',
    ru: 'имя вопроса, как в команде: answer ВОПРОС ЗНАЧЕНИЕ',
  }),
  on: about(z.string(), { en: 'machine that knows the truth', ru: 'машина, которая знает правильный ответ' }),
  run: about(z.string().min(1), {
    en: 'shell lines that print it; root runs them when the answer is checked',
    ru: 'команды оболочки, которые его печатают; выполняются от root во время проверки',
  }),
}

/** Asks for what the learner answered last. */
export const givenQuestion = (question: string, scene: Scene): Question => ({
  machine: scene.having('observer')[0] ?? '',
  run: `cd /var/lib/pglab-answers && [ -f ${question} ] && head -c 400 ${question}`,
})

/** Asks for what the learner answered last and for what is true now. */
export const answerQuestions = (question: string, on: string, run: string, scene: Scene): Question[] => [
  givenQuestion(question, scene),
  { machine: on, run },
]

/** What a machine printed, on one line; nothing where it failed or said nothing. */
export const said = (answer: Answer | undefined): string | undefined => {
  const text = answer?.code === 0 ? answer.stdout.slice(0, 4000).trim().replaceAll(/\s+/g, ' ') : ''
  return text === '' ? undefined : text
}

/** As it is shown to the learner. The truth is never shown: whoever asked for it would have answered nothing. */
export const facts = (question: string, given: string | undefined, truth: Answer | undefined) => ({
  machine: truth?.machine,
  found: given === undefined ? undefined : shown(given),
  params: { question, given: shown(given ?? '') },
})

export const unknownTruth = (question: string, truth: Answer | undefined) =>
  trouble('unknown', {
    machine: truth?.machine,
    params: { question, reason: shown(truth?.stderr.trim().split('\n').at(-1) ?? '') || `exit ${truth?.code ?? '?'}` },
  })

export const unanswered: Failure = {
  says: { en: 'The question {question} is not answered yet.', ru: 'На вопрос {question} ещё нет ответа.' },
  look: { en: 'On ns: answer {question} …', ru: 'На ns: answer {question} …' },
}

export const answerTroubles: Readonly<Record<string, Failure>> = {
  unknown: {
    says: {
      en: 'What the right answer to {question} is, {machine} cannot say: {reason}',
      ru: 'Правильный ответ на вопрос {question} узнать не удалось, {machine} сообщает: {reason}',
    },
    look: { en: './pglab status', ru: './pglab status' },
  },
}
