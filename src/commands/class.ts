import { Option, Command as Parser } from 'commander'
import type { Command } from '../cli/command.ts'
import { jsonOption, yesOption } from '../cli/options.ts'
import { say, type Text } from '../words/say.ts'

const actions: Record<string, Text> = {
  up: { en: 'bring up a lab for every student of a roster', ru: 'поднять по лаборатории каждому студенту из списка' },
  status: { en: 'show the labs of all students', ru: 'показать лаборатории всех студентов' },
  down: {
    en: 'remove the labs of some students, or the whole class',
    ru: 'убрать лаборатории студентов или всю группу',
  },
  ticket: {
    en: 'write the tickets with which students on their own computers draw what the course draws for them',
    ru: 'записать билеты: с ними студенты на своих компьютерах получают значения курса',
  },
  doctor: { en: 'how many labs this server can hold', ru: 'сколько лабораторий выдержит этот сервер' },
}

const classOption = (): Option =>
  new Option(
    '--class <name>',
    say({
      en: 'which class; needed only where there are several',
      ru: 'какая группа; нужно, только если их несколько',
    }),
  )

const room: Command = {
  summary: {
    en: 'a class on one server: a lab for every student, entered over SSH',
    ru: 'группа на одном сервере: каждому студенту лаборатория со входом по SSH',
  },
  position: 420,
  examples: [
    { line: 'doctor 40', text: { en: 'will forty labs fit here', ru: 'поместятся ли здесь сорок лабораторий' } },
    { line: 'up db25.yaml', text: { en: 'for every student of the roster', ru: 'каждому студенту из списка' } },
    { line: 'status', text: { en: 'who is where', ru: 'у кого что' } },
    {
      line: 'down s01',
      text: { en: 'one student; without a name, the class', ru: 'одного студента; без имени – группу' },
    },
  ],
  declare(parser) {
    for (const [action, text] of Object.entries(actions)) {
      const child = new Parser(action).description(say(text)).addOption(jsonOption())
      declareAction[action]?.(child)
      parser.addCommand(child)
    }
    // What the entry calls for a student; of no use to anybody else.
    const enter = new Parser('enter').argument('<class>').argument('<instance>').argument('<request>')
    parser.addCommand(enter, { hidden: true })
  },
  async run(options: object, action: string, ...words: unknown[]) {
    const { runClass } = await import('../cli/class/run-class.ts')
    return runClass(action, words, options)
  },
}

const courseOption = (): Option =>
  new Option(
    '--course <file>',
    say({ en: 'course file whose secret makes the draws', ru: 'файл курса, чей секрет задаёт значения' }),
  )

const declareAction: Record<string, (child: Parser) => void> = {
  up: (child) =>
    child
      .argument('<roster>', say({ en: 'roster file, YAML or CSV', ru: 'файл списка, YAML или CSV' }))
      .addOption(courseOption())
      .addOption(new Option('--lab <lab>', say({ en: 'the lab; patroni', ru: 'лаборатория; patroni' })))
      .addOption(
        new Option('--port <port>', say({ en: 'where students come in; 2222', ru: 'порт для входа студентов; 2222' })),
      )
      .addOption(
        new Option(
          '--host <name>',
          say({ en: 'what students call this server', ru: 'под каким именем студенты знают этот сервер' }),
        ),
      )
      .addOption(new Option('--memory <MiB>', say({ en: 'limit for each student', ru: 'предел для каждого студента' })))
      .addOption(
        new Option('--cpus <n>', say({ en: 'processors for each student', ru: 'процессоров каждому студенту' })),
      )
      .addOption(
        new Option(
          '--anyway',
          say({ en: 'more labs than this server has room for', ru: 'больше лабораторий, чем вмещает сервер' }),
        ),
      ),
  ticket: (child) =>
    child
      .argument('<roster>', say({ en: 'roster file, YAML or CSV', ru: 'файл списка, YAML или CSV' }))
      .addOption(courseOption().makeOptionMandatory())
      .addOption(
        new Option('--out <folder>', say({ en: 'where they go', ru: 'куда их записать' })).makeOptionMandatory(),
      ),
  status: (child) => child.addOption(classOption()),
  down: (child) =>
    child
      .argument('[student...]', say({ en: 'who; all without a name', ru: 'кого; без имени – всех' }))
      .addOption(classOption())
      .addOption(
        new Option(
          '--keep',
          say({
            en: 'shut down and keep the disks for the next class up',
            ru: 'выключить и оставить диски до class up',
          }),
        ),
      )
      .addOption(yesOption()),
  doctor: (child) =>
    child.argument('[size]', say({ en: 'number of students, or a roster; 40', ru: 'число студентов или список; 40' })),
}

export default room
