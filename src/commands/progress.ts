import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, jsonOption } from '../cli/options.ts'
import { exit } from '../errors.ts'

const progress: Command = {
  summary: {
    en: 'what you have passed, with points, attempts and hints',
    ru: 'что пройдено: баллы, попытки, подсказки',
  },
  position: 260,
  examples: [{ line: '--json', text: { en: 'for programs', ru: 'для программ' } }],
  declare(parser) {
    parser.addOption(instanceOption()).addOption(jsonOption())
  },
  async run({ name, json }: InstanceOptions & { json?: boolean }) {
    const [{ enterClassroom }, { progressIn }, { loadExercises }, { progressReport, progressWords }] =
      await Promise.all([
        import('../course/classroom.ts'),
        import('../course/choose-exercise.ts'),
        import('../course/load-course.ts'),
        import('../reports/progress-words.ts'),
      ])
    const classroom = await enterClassroom(name)
    const report = progressReport(loadExercises(classroom.shelf), progressIn(classroom))
    console.log(json ? JSON.stringify(report) : progressWords(report))
    return exit.done
  },
}

export default progress
