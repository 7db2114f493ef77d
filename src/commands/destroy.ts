import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, yesOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const destroy: Command = {
  summary: { en: 'remove a lab and everything in it', ru: 'удалить лабораторию со всем содержимым' },
  position: 70,
  examples: [
    { line: '', text: { en: 'the only lab', ru: 'единственную лабораторию' } },
    { line: '--name group-a --yes', text: { en: 'a certain one, unasked', ru: 'определённую, без вопросов' } },
  ],
  declare(parser) {
    parser.addOption(instanceOption()).addOption(yesOption())
  },
  async run({ name, yes }: InstanceOptions & { yes?: boolean }) {
    const [{ confirm, unchanged }, { toDestroy }, { exclusively }, { showSteps }] = await Promise.all([
      import('../cli/confirm.ts'),
      import('../lifecycle/destroy.ts'),
      import('../cli/exclusively.ts'),
      import('../cli/steps.ts'),
    ])
    const { instance, provider } = await toDestroy(name)
    const sure = await confirm(
      {
        en: 'Remove the instance "{name}" with all its machines and snapshots?',
        ru: 'Удалить экземпляр «{name}» со всеми машинами и снимками?',
      },
      { name: instance.name },
      { yes },
    )
    if (!sure) {
      console.log(say(unchanged))
      return exit.done
    }
    await exclusively(instance, () =>
      showSteps(false).step('destroy', (progress) => provider.destroy(instance, progress)),
    )
    console.log(
      say({ en: 'The instance "{name}" is gone.', ru: 'Экземпляр «{name}» удалён.' }, { name: instance.name }),
    )
    return exit.done
  },
}

export default destroy
