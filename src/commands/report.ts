import type { ReportOptions } from '../cli/class-report.ts'
import type { Command } from '../cli/command.ts'
import { jsonOption } from '../cli/options.ts'
import { exit, wrongUsage } from '../errors.ts'
import type { ClassFormat } from '../reports/class/format.ts'
import { plain } from '../words/plain.ts'
import { language, say, speak, type Text } from '../words/say.ts'

interface Options extends ReportOptions {
  json?: boolean
  format?: string
  out?: string
  lang?: string
}

const report: Command = {
  summary: {
    en: 'for instructors: marks of a whole class, as a table, a page, or for the LMS',
    ru: 'преподавателям: результаты группы таблицей, страницей или для LMS',
  },
  position: 410,
  examples: [
    { line: 'group.yaml', text: { en: 'a table: who stands where', ru: 'таблица: кто на чём остановился' } },
    {
      line: 'group.yaml --format html --out class.html',
      text: { en: 'a page with every task of everyone', ru: 'страница с каждым заданием каждого студента' },
    },
    {
      line: 'group.yaml --course course.yaml --format moodle --out marks.csv',
      text: { en: 'for the grade book of Moodle', ru: 'для журнала оценок Moodle' },
    },
  ],
  declare(parser) {
    parser
      .argument('<roster>', say({ en: 'who is in the class: YAML or CSV', ru: 'список группы: YAML или CSV' }))
      .option('--lab <lab>', say({ en: 'the lab of the students (patroni)', ru: 'лаборатория студентов (patroni)' }))
      .option(
        '--course <file>',
        say({ en: 'the course: exercises, points and rules', ru: 'файл курса: упражнения, баллы и правила' }),
      )
      .option(
        '--format <format>',
        say({
          en: 'text, html, csv, moodle, gradescope, junit, tap or json',
          ru: 'text, html, csv, moodle, gradescope, junit, tap или json',
        }),
      )
      .option(
        '--out <path>',
        say({ en: 'write the report there; gradescope: a folder', ru: 'записать отчёт; для gradescope это папка' }),
      )
      .option('--group <group>', say({ en: 'students of this group alone', ru: 'только студенты этой группы' }))
      .addOption(jsonOption())
  },
  async run({ json, format: typed, out, lang, ...options }: Options, file: string) {
    const [{ readClass, reportOf }, { foundFormats, formatNamed }, { writeOut }, { whileBusy }] = await Promise.all([
      import('../cli/class-report.ts'),
      import('../reports/found-formats.ts'),
      import('../cli/write-out.ts'),
      import('../cli/busy.ts'),
    ])
    const formats = await foundFormats<ClassFormat>('src/reports/class/formats')
    const format = formatNamed(json ? 'json' : (typed ?? 'text'), formats)
    const read = await whileBusy(reading, () => readClass(file, options))
    const spoken = language()
    // The table is for whoever typed this; what is handed out speaks the language of the course, unless told otherwise.
    const ownWords = lang !== undefined || format === formats.get('text')
    speak(ownWords ? spoken : (read.book.course.language ?? spoken))
    const content = format.render(reportOf(read))
    speak(spoken)
    if (out === undefined) {
      if (typeof content !== 'string') throw wrongUsage(manyFiles, { format: typed ?? '' })
      process.stdout.write(content)
      return exit.done
    }
    writeOut(out, content)
    console.error(say(written, { path: plain(out), n: typeof content === 'string' ? 1 : content.size }))
    return exit.done
  },
}

const reading: Text = {
  en: 'Reading exercises and results…',
  ru: 'Читаю упражнения и результаты…',
}
const manyFiles: Text = {
  en: 'The format {format} makes a file for each student: say with --out FOLDER where to put them.',
  ru: 'В формате {format} у каждого студента свой файл: укажите папку ключом --out ПАПКА.',
}
const written: Text = {
  en: 'Written: {path}{n, plural, one {} other { (# files)}}',
  ru: 'Записано: {path}{n, plural, =1 {} one { (# файл)} few { (# файла)} many { (# файлов)} other { (# файла)}}',
}

export default report
