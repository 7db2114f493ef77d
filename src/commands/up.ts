import { Option } from 'commander'
import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, jsonOption, labArgument, osOption, yesOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

interface Options extends InstanceOptions {
  provider?: string
  os?: string
  json?: boolean
}

const up: Command = {
  summary: {
    en: 'bring a lab up until it is healthy',
    ru: 'поднять лабораторию и дождаться, пока она придёт в порядок',
  },
  position: 10,
  examples: [
    { line: '', text: { en: 'the Patroni lab', ru: 'лаборатория Patroni' } },
    { line: 'repmgr', text: { en: 'the lab with repmgr and a witness', ru: 'лаборатория с repmgr и свидетелем' } },
    { line: 'patroni --name group-a', text: { en: 'a second one beside it', ru: 'вторая рядом с первой' } },
    { line: '--provider vagrant', text: { en: 'as virtual machines', ru: 'на виртуальных машинах' } },
  ],
  declare(parser) {
    labArgument(parser)
      .addOption(instanceOption())
      .addOption(
        new Option(
          '--provider <provider>',
          say({ en: 'nspawn (containers) or vagrant', ru: 'nspawn (контейнеры) или vagrant' }),
        ),
      )
      .addOption(osOption())
      .addOption(jsonOption())
      .addOption(yesOption())
  },
  async run({ name, provider, os, json }: Options, lab?: string) {
    const [{ plan, up: bringUp, undoUp }, { exclusively }, { showSteps }, { printStatus }] = await Promise.all([
      import('../lifecycle/up.ts'),
      import('../cli/exclusively.ts'),
      import('../cli/steps.ts'),
      import('../cli/print-status.ts'),
    ])
    const opened = await plan({ lab, name, provider, os })
    const caveat = opened.known.systems.get(opened.instance.os)?.caveat
    if (caveat && opened.isNew) console.error(say(caveat))
    const before = opened.isNew ? undefined : await opened.provider.states(opened.instance)
    const status = await exclusively(opened.instance, (signal) => bringUp(opened, showSteps(json === true), signal), {
      how: () => undoUp(opened, before),
      sentence: { en: 'Interrupted; everything is as it was before.', ru: 'Прервано; всё осталось как было.' },
    })
    printStatus(status, json === true, opened)
    return exit.done
  },
}

export default up
