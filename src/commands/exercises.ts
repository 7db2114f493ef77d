import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, jsonOption } from '../cli/options.ts'
import { exit } from '../errors.ts'

const exercises: Command = {
  summary: { en: 'the exercises of the lab, and how far you are', ru: 'упражнения лаборатории и ваш прогресс' },
  position: 200,
  examples: [{ line: '', text: { en: 'in the order of teaching', ru: 'в порядке изучения' } }],
  declare(parser) {
    parser.addOption(instanceOption()).addOption(jsonOption())
  },
  async run({ name, json }: InstanceOptions & { json?: boolean }) {
    const [{ enterClassroom }, { progressIn }, { loadExercises }, { exerciseList, exerciseListWords }] =
      await Promise.all([
        import('../course/classroom.ts'),
        import('../course/choose-exercise.ts'),
        import('../course/load-course.ts'),
        import('../reports/exercise-list.ts'),
      ])
    const classroom = await enterClassroom(name)
    const list = exerciseList(loadExercises(classroom.shelf), progressIn(classroom))
    console.log(json ? JSON.stringify(list) : exerciseListWords(list))
    return exit.done
  },
}

export default exercises
