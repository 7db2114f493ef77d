import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const halt: Command = {
  summary: { en: 'shut the machines down; their disks stay', ru: 'выключить машины; диски сохраняются' },
  position: 60,
  examples: [{ line: '', text: { en: 'start again with ./pglab up', ru: 'снова запустить: ./pglab up' } }],
  declare(parser) {
    parser.addOption(instanceOption())
  },
  async run({ name }: InstanceOptions) {
    const [{ open }, { exclusively }, { showSteps }] = await Promise.all([
      import('../lifecycle/open.ts'),
      import('../cli/exclusively.ts'),
      import('../cli/steps.ts'),
    ])
    const { instance, provider } = await open(name)
    await exclusively(instance, () =>
      showSteps(false).step('halt', (progress) => provider.halt(instance, undefined, progress)),
    )
    console.log(
      say({
        en: 'All machines are off. Start them again with: ./pglab up',
        ru: 'Все машины выключены. Снова запустить: ./pglab up',
      }),
    )
    return exit.done
  },
}

export default halt
