import { Option } from 'commander'
import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, jsonOption, labArgument, yesOption } from '../cli/options.ts'
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
      .addOption(
        new Option('--os <system>', say({ en: 'operating system of the machines', ru: 'операционная система машин' })),
      )
      .addOption(jsonOption())
      .addOption(yesOption())
  },
  async run({ name, provider, os, json }: Options, lab?: string) {
    const [{ plan, up: bringUp }, { withLock }, { interruptible }, { showSteps }, { printStatus }] = await Promise.all([
      import('../lifecycle/up.ts'),
      import('../instance/lock.ts'),
      import('../cli/interrupt.ts'),
      import('../cli/steps.ts'),
      import('../cli/print-status.ts'),
    ])
    const opened = await plan({ lab, name, provider, os })
    const { instance } = opened
    return withLock(instance.name, async () => {
      const before = opened.isNew ? {} : await opened.provider.states(instance)
      await interruptible(
        (signal) => bringUp(opened, showSteps(json === true), signal),
        async () => {
          // Machines that were off before go off again; a lab that did not exist goes entirely.
          if (opened.isNew) await opened.provider.destroy(instance, () => {})
          else {
            const started = Object.keys(before).filter((machine) => before[machine] === 'off')
            if (started.length > 0) await opened.provider.halt(instance, started, () => {})
          }
        },
      )
      await printStatus(opened, { json: json === true, next: true })
      return exit.done
    })
  },
}

export default up
