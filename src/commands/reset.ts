import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, jsonOption, yesOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const reset: Command = {
  summary: {
    en: 'put the lab back to where it was after the first up',
    ru: 'вернуть лабораторию к состоянию после первого запуска',
  },
  position: 90,
  examples: [{ line: '', text: { en: 'in seconds, whatever was broken', ru: 'за секунды, что бы ни сломалось' } }],
  declare(parser) {
    parser.addOption(instanceOption()).addOption(jsonOption()).addOption(yesOption())
  },
  async run({ name, yes, json }: InstanceOptions & { yes?: boolean; json?: boolean }) {
    const [
      { confirm, unchanged },
      { open },
      { restore },
      { exclusively },
      { freshSnapshot },
      { printStatus },
      { showSteps },
      { endAttempt },
    ] = await Promise.all([
      import('../cli/confirm.ts'),
      import('../lifecycle/open.ts'),
      import('../lifecycle/restore.ts'),
      import('../cli/exclusively.ts'),
      import('../lifecycle/up.ts'),
      import('../cli/print-status.ts'),
      import('../cli/steps.ts'),
      import('../course/end-attempt.ts'),
    ])
    const opened = await open(name)
    const sure = await confirm(
      {
        en: 'Put "{name}" back to where it was after its first start? What was done since then is lost.',
        ru: 'Вернуть «{name}» к состоянию после первого запуска? Всё сделанное с тех пор пропадёт.',
      },
      { name: opened.instance.name },
      { yes },
    )
    if (!sure) {
      console.log(say(unchanged))
      return exit.done
    }
    const status = await exclusively(opened.instance, () => restore(opened, freshSnapshot, showSteps(json === true)))
    const ended = endAttempt(opened.instance.name)
    printStatus(status, json === true)
    if (ended !== undefined && !json) {
      console.log(
        say(
          { en: 'To begin {ended} again: ./pglab start {ended}', ru: 'Начать {ended} заново: ./pglab start {ended}' },
          { ended },
        ),
      )
    }
    return exit.done
  },
}

export default reset
