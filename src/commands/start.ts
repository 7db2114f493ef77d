import type { Command } from '../cli/command.ts'
import { exerciseArgument } from '../cli/course-options.ts'
import { type InstanceOptions, instanceOption, jsonOption } from '../cli/options.ts'
import { exit } from '../errors.ts'

const start: Command = {
  summary: {
    en: 'start an exercise: put the lab into its first state and show the task',
    ru: 'начать упражнение: подготовить лабораторию и показать задание',
  },
  position: 210,
  examples: [
    { line: '', text: { en: 'the next exercise', ru: 'следующее упражнение' } },
    { line: '03', text: { en: 'a named one; again is allowed', ru: 'указанное; можно и повторно' } },
  ],
  declare(parser) {
    exerciseArgument(parser).addOption(instanceOption()).addOption(jsonOption())
  },
  async run({ name, json }: InstanceOptions & { json?: boolean }, typed?: string) {
    const [
      { enterClassroom },
      { chooseExercise, progressIn },
      { startExercise },
      { note },
      { exclusively },
      { showSteps },
      { startWords },
    ] = await Promise.all([
      import('../course/classroom.ts'),
      import('../course/choose-exercise.ts'),
      import('../course/start.ts'),
      import('../course/journal.ts'),
      import('../cli/exclusively.ts'),
      import('../cli/steps.ts'),
      import('../reports/start-words.ts'),
    ])
    const classroom = await enterClassroom(name)
    const exercise = chooseExercise(typed, classroom, progressIn(classroom))
    await exclusively(classroom.instance, async () =>
      note(classroom.instance.name, await startExercise(exercise, classroom, showSteps(json === true))),
    )
    console.log(json ? JSON.stringify({ exercise: exercise.id, values: exercise.values }) : startWords(exercise))
    return exit.done
  },
}

export default start
