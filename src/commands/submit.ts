import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, jsonOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

interface Options extends InstanceOptions {
  student?: string
  out?: string
  json?: boolean
}

const submit: Command = {
  summary: {
    en: 'pack your results and evidence into a file for your instructor',
    ru: 'упаковать результаты и данные наблюдателя в файл для преподавателя',
  },
  position: 265,
  examples: [
    { line: '', text: { en: 'a file here, named after you and the lab', ru: 'файл здесь, имя – вы и лаборатория' } },
    { line: '--student s01', text: { en: 'without a ticket of a course', ru: 'без билета курса' } },
  ],
  declare(parser) {
    parser
      .addOption(instanceOption())
      .option('--student <id>', say({ en: 'who you are, without a ticket', ru: 'кто вы, если билета нет' }))
      .option('--out <file>', say({ en: 'where to write', ru: 'куда записать' }))
      .addOption(jsonOption())
  },
  async run({ name, student, out, json }: Options) {
    const [{ enterClassroom }, work, { showSteps }, { plain }] = await Promise.all([
      import('../course/classroom.ts'),
      import('../class/submission/submit.ts'),
      import('../cli/steps.ts'),
      import('../words/plain.ts'),
    ])
    const submitted = await work.submit(await enterClassroom(name), { student, out }, showSteps(json === true))
    if (json) {
      console.log(JSON.stringify(submitted))
      return exit.done
    }
    const { file, exercises, without, sealed } = submitted
    if (without !== null) console.log(say(bare, { without }))
    console.log(say(written, { file: plain(file), exercises, sealed: sealed ? 'yes' : 'no', who: submitted.student }))
    return exit.done
  },
}

const bare = {
  en: 'The file has no evidence: {without}.',
  ru: 'Данных наблюдателя в файле нет: {without}.',
}
const written = {
  en: '{file}: {exercises, plural, one {# exercise} other {# exercises}} of {who}{sealed, select, yes {, sealed with your ticket} other {}}. Give this file to your instructor as it is.',
  ru: '{file}: {exercises, plural, one {# упражнение} few {# упражнения} many {# упражнений} other {# упражнения}}, студент {who}{sealed, select, yes {, с печатью билета} other {}}. Передайте этот файл преподавателю как есть.',
}

export default submit
