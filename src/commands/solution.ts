import type { Command } from '../cli/command.ts'
import { exerciseArgument } from '../cli/course-options.ts'
import { type InstanceOptions, instanceOption, yesOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const solution: Command = {
  summary: {
    en: 'the reference solution, after a pass or when you ask to be shown',
    ru: 'эталонное решение: после прохождения или по вашей просьбе',
  },
  position: 250,
  examples: [
    {
      line: '',
      text: { en: 'asks first where the exercise is not passed', ru: 'спросит, если упражнение не пройдено' },
    },
  ],
  declare(parser) {
    exerciseArgument(parser).addOption(instanceOption()).addOption(yesOption())
  },
  async run({ name, yes }: InstanceOptions & { yes?: boolean }, typed?: string) {
    const [
      { enterClassroom },
      { chooseExercise, progressIn },
      { note },
      { confirm },
      { solutionMarkdown },
      { terminalMarkdown },
    ] = await Promise.all([
      import('../course/classroom.ts'),
      import('../course/choose-exercise.ts'),
      import('../course/journal.ts'),
      import('../cli/confirm.ts'),
      import('../reports/exercise-words.ts'),
      import('../reports/markdown.ts'),
    ])
    const classroom = await enterClassroom(name)
    const progress = progressIn(classroom)
    const exercise = chooseExercise(typed, classroom, progress)
    const { passed, gaveUp } = progress.of(exercise.id)
    const asked = !passed && !gaveUp
    if (asked && !(await confirm(sure, { id: exercise.id }, { yes }))) {
      console.log(say({ en: 'Then not. A hint: ./pglab hint', ru: 'Хорошо, не показываю. Подсказка: ./pglab hint' }))
      return exit.done
    }
    note(classroom.instance.name, { what: 'solution', at: Date.now(), exercise: exercise.id, asked })
    console.log(terminalMarkdown(solutionMarkdown(exercise)))
    return exit.done
  },
}

const sure = {
  en: '{id} is not passed yet. Show the solution all the same? That will be noted.',
  ru: 'Упражнение {id} ещё не пройдено. Всё равно показать решение? Это будет отмечено.',
}

export default solution
