import { Option } from 'commander'
import type { Command } from '../cli/command.ts'
import { exerciseArgument, patienceOption } from '../cli/course-options.ts'
import { type InstanceOptions, instanceOption, jsonOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

interface Options extends InstanceOptions {
  json?: boolean
  format?: string
  out?: string
  patience: string
}

const check: Command = {
  summary: {
    en: 'check the exercise: what holds, what does not yet, and why',
    ru: 'проверить упражнение: что выполнено, что ещё нет и почему',
  },
  position: 220,
  examples: [
    { line: '', text: { en: 'the exercise at hand', ru: 'текущее упражнение' } },
    { line: '--format html --out report.html', text: { en: 'as a page to print', ru: 'страница для печати' } },
  ],
  declare(parser) {
    exerciseArgument(parser)
      .addOption(instanceOption())
      .addOption(jsonOption())
      .addOption(
        new Option(
          '--format <format>',
          say({ en: 'text, json, tap, html or junit', ru: 'text, json, tap, html или junit' }),
        ),
      )
      .addOption(new Option('--out <file>', say({ en: 'write the report to a file', ru: 'записать отчёт в файл' })))
      .addOption(patienceOption())
  },
  async run({ name, json, format, out, patience }: Options, typed?: string) {
    const [course, choose, { checkExercise }, { note }, { report }, { showWaiting }, { patienceFrom }] =
      await Promise.all([
        import('../course/classroom.ts'),
        import('../course/choose-exercise.ts'),
        import('../course/check.ts'),
        import('../course/journal.ts'),
        import('../cli/report.ts'),
        import('../cli/waiting.ts'),
        import('../cli/patience.ts'),
      ])
    const factor = patienceFrom(patience)
    const classroom = await course.enterClassroom(name)
    const progress = choose.progressIn(classroom)
    const exercise = choose.chooseExercise(typed, classroom, progress)
    const started = choose.attemptAt(exercise, progress)
    const waiting = showWaiting(json === true || format !== undefined)
    const result = await course.withSessions(classroom, (sessions) =>
      checkExercise(exercise, started, classroom, sessions, { trials: true, patience: factor, tell: waiting.tell }),
    )
    waiting.end()
    const { tasks, verdict, points, max } = result
    note(classroom.instance.name, {
      what: 'check',
      at: Date.now(),
      exercise: exercise.id,
      verdict,
      points,
      max,
      tasks,
    })
    await report({ result, exercise, kinds: classroom.kinds }, { format: json ? 'json' : format, out })
    return verdict === 'pass' ? exit.done : verdict === 'error' ? exit.failed : exit.notPassed
  },
}

export default check
