import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption } from '../cli/options.ts'
import { say } from '../words/say.ts'

const answer: Command = {
  summary: { en: 'answer a question of the exercise', ru: 'ответить на вопрос упражнения' },
  position: 235,
  examples: [
    {
      line: 'leader pg01',
      text: { en: 'the same as "answer leader pg01" on ns', ru: 'то же, что «answer leader pg01» на ns' },
    },
    { line: '', text: { en: 'what was answered so far', ru: 'что уже отвечено' } },
  ],
  declare(parser) {
    parser
      .argument('[question]', say({ en: 'the name of the question, from the task', ru: 'имя вопроса, есть в задании' }))
      .argument('[value...]', say({ en: 'the answer', ru: 'ответ' }))
      .addOption(instanceOption())
  },
  async run({ name }: InstanceOptions, question: string | undefined, value: string[]) {
    const [{ open }, { enter }, { cannot }] = await Promise.all([
      import('../lifecycle/open.ts'),
      import('../lifecycle/enter.ts'),
      import('../errors.ts'),
    ])
    const { lab } = await open(name)
    const desk = lab.machines.find(({ roles }) => roles.includes('observer'))
    if (!desk) {
      throw cannot({
        en: 'This lab has no machine that takes answers.',
        ru: 'В этой лаборатории нет машины, которая принимает ответы.',
      })
    }
    return enter(name, desk.name, 'student', ['answer', ...(question === undefined ? [] : [question, ...value])])
  },
}

export default answer
