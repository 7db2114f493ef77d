import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption } from '../cli/options.ts'
import { exit, wrongUsage } from '../errors.ts'
import { say } from '../words/say.ts'

const finish: Command = {
  summary: {
    en: 'end the exercise at hand and put the lab back',
    ru: 'закончить текущее упражнение и вернуть лабораторию в исходное состояние',
  },
  position: 270,
  examples: [{ line: '', text: { en: 'your points are kept', ru: 'баллы сохраняются' } }],
  declare(parser) {
    parser.addOption(instanceOption())
  },
  async run({ name }: InstanceOptions) {
    const [
      { enterClassroom },
      { nextExercise, progressIn },
      { note },
      { restore },
      { freshSnapshot },
      { exclusively },
      { showSteps },
    ] = await Promise.all([
      import('../course/classroom.ts'),
      import('../course/choose-exercise.ts'),
      import('../course/journal.ts'),
      import('../lifecycle/restore.ts'),
      import('../lifecycle/up.ts'),
      import('../cli/exclusively.ts'),
      import('../cli/steps.ts'),
    ])
    const classroom = await enterClassroom(name)
    const progress = progressIn(classroom)
    const { current } = progress
    if (current === undefined) {
      throw wrongUsage({
        en: 'No exercise is at hand. Start one: ./pglab start',
        ru: 'Сейчас нет начатого упражнения. Начать: ./pglab start',
      })
    }
    await exclusively(classroom.instance, () => restore(classroom, freshSnapshot, showSteps(false)))
    note(classroom.instance.name, { what: 'finish', at: Date.now(), exercise: current })
    const next = nextExercise(classroom, progress)
    console.log(
      next === undefined
        ? say({
            en: 'That was the last one: all exercises are passed.',
            ru: 'Это было последнее: все упражнения пройдены.',
          })
        : say({ en: 'Next: ./pglab start {next}', ru: 'Дальше: ./pglab start {next}' }, { next }),
    )
    return exit.done
  },
}

export default finish
