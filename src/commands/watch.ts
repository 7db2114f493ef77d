import type { Command } from '../cli/command.ts'
import { exerciseArgument } from '../cli/course-options.ts'
import { type InstanceOptions, instanceOption } from '../cli/options.ts'
import { exit } from '../errors.ts'

const watch: Command = {
  summary: {
    en: 'check again and again while you work',
    ru: 'проверять снова и снова, пока вы работаете',
  },
  position: 230,
  examples: [
    { line: '', text: { en: 'in a second terminal; keys are shown', ru: 'во втором терминале; клавиши подписаны' } },
  ],
  declare(parser) {
    exerciseArgument(parser).addOption(instanceOption())
  },
  async run({ name }: InstanceOptions, typed?: string) {
    const [{ enterClassroom }, { attemptAt, chooseExercise, progressIn }, { watchExercise }] = await Promise.all([
      import('../course/classroom.ts'),
      import('../course/choose-exercise.ts'),
      import('../cli/watch-exercise.ts'),
    ])
    const classroom = await enterClassroom(name)
    const progress = progressIn(classroom)
    const exercise = chooseExercise(typed, classroom, progress)
    const started = attemptAt(exercise, progress)
    return (await watchExercise({ classroom, exercise, started })) ? exit.done : exit.notPassed
  },
}

export default watch
