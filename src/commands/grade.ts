import { Option } from 'commander'
import type { GradeOptions } from '../class/grade-wish.ts'
import type { Command } from '../cli/command.ts'
import { patienceOption } from '../cli/course-options.ts'
import { jsonOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

interface Options extends GradeOptions {
  submissions?: string
  json?: boolean
}

const grade: Command = {
  summary: {
    en: 'for instructors: check the labs of a whole class',
    ru: 'преподавателям: проверить лаборатории всей группы',
  },
  position: 400,
  examples: [
    { line: 'group.yaml', text: { en: 'everyone, what holds now', ru: 'всех: что выполнено сейчас' } },
    {
      line: 'group.yaml --exercise 03 04 --evidence',
      text: { en: 'and what happened since the start', ru: 'и что было с начала попытки' },
    },
    {
      line: 'group.csv --course course.yaml --student s07',
      text: { en: 'one student, by the rules of a course', ru: 'одного студента по правилам курса' },
    },
  ],
  declare(parser) {
    parser
      .argument('<roster>', say({ en: 'who is in the class: YAML or CSV', ru: 'список группы: YAML или CSV' }))
      .option('--lab <lab>', say({ en: 'the lab of the students (patroni)', ru: 'лаборатория студентов (patroni)' }))
      .option(
        '--course <file>',
        say({
          en: 'the course: which exercises, drawn with which secret',
          ru: 'файл курса: какие упражнения и с каким секретом',
        }),
      )
      .option(
        '--exercise <ids...>',
        say({
          en: 'these exercises; else those of the course, else the one started, else all',
          ru: 'эти упражнения; иначе те, что в курсе, иначе начатое, иначе все',
        }),
      )
      .option(
        '--submissions <folder>',
        say({ en: 'files of ./pglab submit instead of labs', ru: 'файлы ./pglab submit вместо лабораторий' }),
      )
      .option('--student <ids...>', say({ en: 'these students alone', ru: 'только этих студентов' }))
      .option(
        '--evidence',
        say({
          en: 'also what recorder and ledger prove of the time since the start',
          ru: 'ещё и то, что с начала попытки засвидетельствовали регистратор и журнал',
        }),
      )
      .option(
        '--trials',
        say({
          en: 'also tasks for which the checker disturbs the lab (instances on this host)',
          ru: 'ещё и задания, где проверка воздействует на лабораторию (экземпляры на этом хосте)',
        }),
      )
      .option(
        '--again',
        say({
          en: 'grade all anew: what has passed, and what an interrupted run has done',
          ru: 'проверить всё заново: и пройденное, и сделанное до прерывания',
        }),
      )
      .option(
        '--trust <ids...>',
        say({
          en: 'students whose machines were made anew: take the host keys they show now',
          ru: 'студенты, чьи машины созданы заново: принять их новые ключи хостов',
        }),
      )
      .addOption(
        new Option(
          '--jobs <n>',
          say({
            en: 'students at once (20 for each core, 4 on this host)',
            ru: 'студентов одновременно (20 на ядро, на этом хосте 4)',
          }),
        ),
      )
      .addOption(patienceOption())
      .addOption(jsonOption())
  },
  async run({ json, submissions, ...options }: Options, file: string) {
    if (submissions !== undefined) {
      const { gradeFolder } = await import('../cli/grade-submissions.ts')
      return gradeFolder(submissions, file, { ...options, json })
    }
    const [{ gradeWishFrom }, { gradeClass }, words, { showGrading }, { withLock }, { interruptible }] =
      await Promise.all([
        import('../class/grade-wish.ts'),
        import('../class/grade-class.ts'),
        import('../class/grade-words.ts'),
        import('../cli/show-grading.ts'),
        import('../instance/lock.ts'),
        import('../cli/interrupt.ts'),
      ])
    const wish = await gradeWishFrom(file, options)
    const { name } = wish.roster
    const shownAs = showGrading(json === true)
    const resumed = (n: number) => console.error(say(goesOn, { n }))
    const {
      rows,
      damaged,
      file: results,
    } = await withLock(`class ${name}`, () =>
      interruptible(
        (signal) => gradeClass(wish, { resumed, moved: shownAs.moved }, signal),
        async () => shownAs.end(),
        interrupted,
      ),
    )
    shownAs.end()
    if (damaged > 0) console.error(say(damagedLines, { n: damaged, file: results }))
    if (json) console.log(JSON.stringify(words.jsonGraded(name, rows, wish.kinds)))
    else console.log(words.gradeWords(rows, wish.students, wish.kinds))
    const verdicts = rows.map(({ graded }) => graded.result?.verdict ?? 'error')
    if (verdicts.includes('error')) return exit.failed
    return verdicts.every((verdict) => verdict === 'pass') ? exit.done : exit.notPassed
  },
}

const goesOn = {
  en: 'Going on with the run that was interrupted: {n, plural, one {# result is} other {# results are}} there already (--again begins anew).',
  ru: 'Продолжаю прерванную проверку: уже есть {n, plural, one {# результат} few {# результата} many {# результатов} other {# результата}} (начать заново: --again).',
}
const interrupted = {
  en: 'Interrupted. What was graded is kept; the same command within an hour goes on from here.',
  ru: 'Прервано. Проверенное сохранено; та же команда в течение часа продолжит отсюда.',
}
const damagedLines = {
  en: '{file}: {n, plural, one {# line} other {# lines}} cannot be read and {n, plural, one {is} other {are}} passed over.',
  ru: '{file}: {n, plural, one {# строка не читается и пропущена} few {# строки не читаются и пропущены} many {# строк не читаются и пропущены} other {# строки не читаются и пропущены}}.',
}

export default grade
