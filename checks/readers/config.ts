import type { Answers, Question, Scene } from '../../src/grading/kind.ts'
import { parseJson } from '../../src/words/parse-json.ts'

/** Asks every member for the dynamic configuration: GET /config, the same in Patroni 3.x, 4.0 and 4.1. */
export const configQuestions = (scene: Scene): Question[] =>
  scene
    .having('patroni')
    .map((machine) => ({ machine, run: 'curl -fsS -m 3 http://127.0.0.1:8008/config', optional: true }))

/** The first answer that is an object, as nothing but data, and who gave it; nothing where no Patroni answers. */
export function configIn(answers: Answers): { machine: string; config: object } | undefined {
  for (const answer of answers) {
    const config = answer && parseJson(answer.stdout)
    if (answer && typeof config === 'object' && config !== null && !Array.isArray(config))
      return { machine: answer.machine, config }
  }
  return undefined
}
