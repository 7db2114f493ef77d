import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say, type Text } from '../words/say.ts'

const actions: Record<string, Text> = {
  crash: { en: 'power cut', ru: 'отключить питание' },
  freeze: { en: 'stop every process at once', ru: 'остановить все процессы разом' },
  thaw: { en: 'let them go on', ru: 'разморозить' },
  isolate: {
    en: 'cut off from the lab network; SSH from here still works',
    ru: 'отрезать от сети лаборатории; SSH отсюда работает',
  },
  heal: { en: 'undo all of these: power, processes, network', ru: 'отменить всё это: питание, процессы, сеть' },
  stop: {
    en: 'stop a service, e.g. fault stop pg01 patroni',
    ru: 'остановить службу, например fault stop pg01 patroni',
  },
  start: { en: 'start a service', ru: 'запустить службу' },
}

const fault: Command = {
  summary: {
    en: 'break a machine or a service, and mend it again',
    ru: 'сломать машину или службу и починить обратно',
  },
  position: 100,
  examples: [
    { line: 'crash pg01', text: { en: 'cut the power of pg01', ru: 'отключить питание pg01' } },
    { line: 'heal pg01', text: { en: 'switch it on again', ru: 'снова включить' } },
    { line: 'isolate pg02', text: { en: 'pull its network cable', ru: 'выдернуть сетевой кабель' } },
    { line: 'stop pg03 etcd', text: { en: 'stop one service', ru: 'остановить одну службу' } },
  ],
  declare(parser) {
    const list = Object.entries(actions).map(([action, text]) => `${action}: ${say(text)}`)
    parser
      .argument('<action>', list.join('; '))
      .argument('<machine>', say({ en: 'a machine of the lab, e.g. pg01', ru: 'машина лаборатории, например pg01' }))
      .argument('[unit]', say({ en: 'for stop and start: the service', ru: 'для stop и start: служба' }))
      .addOption(instanceOption())
  },
  async run({ name }: InstanceOptions, action: string, machine: string, unit?: string) {
    const [{ assertFault, causeFault }, { open }, { exclusively }, { showSteps }] = await Promise.all([
      import('../lifecycle/fault.ts'),
      import('../lifecycle/open.ts'),
      import('../cli/exclusively.ts'),
      import('../cli/steps.ts'),
    ])
    const opened = await open(name)
    const request = { action, machine, unit }
    assertFault(opened.instance, request)
    await exclusively(opened.instance, () => causeFault(opened, request, showSteps(false)))
    return exit.done
  },
}

export default fault
