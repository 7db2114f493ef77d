import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const hint: Command = {
  summary: { en: 'one more step of help with a task', ru: 'ещё одна подсказка к заданию' },
  position: 240,
  examples: [
    { line: '', text: { en: 'for the first task that is not done', ru: 'к первому невыполненному заданию' } },
    { line: 'leader', text: { en: 'for the named task', ru: 'к указанному заданию' } },
  ],
  declare(parser) {
    parser
      .argument('[task]', say({ en: 'a task of the exercise, e.g. leader', ru: 'задание упражнения, например leader' }))
      .addOption(instanceOption())
  },
  async run({ name }: InstanceOptions, typed?: string) {
    const [
      { enterClassroom },
      { attemptAt, chooseExercise, progressIn },
      { giveHint },
      { note },
      { terminalMarkdown },
    ] = await Promise.all([
      import('../course/classroom.ts'),
      import('../course/choose-exercise.ts'),
      import('../course/hint.ts'),
      import('../course/journal.ts'),
      import('../reports/markdown.ts'),
    ])
    const classroom = await enterClassroom(name)
    const progress = progressIn(classroom)
    const exercise = chooseExercise(undefined, classroom, progress)
    attemptAt(exercise, progress)
    const { task, step, of, text, isNew } = giveHint(exercise, progress.of(exercise.id), typed)
    if (isNew) note(classroom.instance.name, { what: 'hint', at: Date.now(), exercise: exercise.id, task, step })
    console.log(
      say({ en: '{task}, hint {step} of {of}:', ru: '{task}, подсказка {step} из {of}:' }, { task, step, of }),
    )
    console.log(terminalMarkdown(text))
    return exit.done
  },
}

export default hint
