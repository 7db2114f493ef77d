import type { Command } from '../cli/command.ts'
import { yesOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const join: Command = {
  summary: { en: 'join a course with the ticket from your instructor', ru: 'вступить в курс по билету преподавателя' },
  position: 205,
  examples: [{ line: 's01.ticket', text: { en: 'once on this computer', ru: 'один раз на этом компьютере' } }],
  declare(parser) {
    parser
      .argument('<ticket>', say({ en: 'the file from your instructor', ru: 'файл от преподавателя' }))
      .addOption(yesOption())
  },
  async run({ yes }: { yes?: boolean }, file: string) {
    const [{ installTicket, readTicket, ticketIn }, { confirm, unchanged }, { shown }] = await Promise.all([
      import('../course/ticket.ts'),
      import('../cli/confirm.ts'),
      import('../words/shown.ts'),
    ])
    const ticket = ticketIn(file)
    const before = readTicket()
    const names = { course: shown(ticket.course), student: shown(ticket.student), lab: ticket.lab }
    const changes = before !== undefined && before.key !== ticket.key
    if (changes && !(await confirm(replace, { before: shown(before.course), ...names }, { yes }))) {
      console.log(say(unchanged))
      return exit.done
    }
    installTicket(ticket)
    console.log(say(joined, names))
    return exit.done
  },
}

const replace = {
  en: 'This computer is in the course "{before}". Change to "{course}" as {student}? The exercise at hand must then be started again.',
  ru: 'Этот компьютер уже в курсе «{before}». Перейти в «{course}» как {student}? Текущее упражнение придётся начать заново.',
}
const joined = {
  en: 'You are in the course "{course}" as {student}. Next: ./pglab up {lab}, then ./pglab start. An exercise that you have begun must be started again: its values are new.',
  ru: 'Вы в курсе «{course}» как {student}. Дальше: ./pglab up {lab}, затем ./pglab start. Уже начатое упражнение начните заново: значения в нём другие.',
}

export default join
