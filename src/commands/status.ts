import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, jsonOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const status: Command = {
  summary: {
    en: 'show machines, members, routes and the last outage',
    ru: 'показать машины, участников, маршруты и последний простой',
  },
  position: 20,
  examples: [
    { line: '', text: { en: 'one look', ru: 'один взгляд' } },
    { line: '--watch', text: { en: 'keep it on the screen', ru: 'держать на экране' } },
    { line: '--json', text: { en: 'for programs', ru: 'для программ' } },
  ],
  declare(parser) {
    parser
      .addOption(instanceOption())
      .option('-w, --watch', say({ en: 'keep it on the screen; Ctrl-C ends', ru: 'держать на экране; выход: Ctrl-C' }))
      .addOption(jsonOption())
  },
  async run({ name, watch, json }: InstanceOptions & { watch?: boolean; json?: boolean }) {
    const [{ open }, { readStatus }, { printStatus }] = await Promise.all([
      import('../lifecycle/open.ts'),
      import('../cluster/status.ts'),
      import('../cli/print-status.ts'),
    ])
    const opened = await open(name)
    if (watch) await (await import('../cli/watch-status.ts')).watchStatus(opened, json === true)
    else printStatus(await readStatus(opened), json === true)
    return exit.done
  },
}

export default status
