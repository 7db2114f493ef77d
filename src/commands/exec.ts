import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, machineArgument } from '../cli/options.ts'
import { say } from '../words/say.ts'

const exec: Command = {
  summary: { en: 'run a command on a machine as root', ru: 'выполнить команду на машине от имени root' },
  position: 40,
  examples: [
    { line: 'pg01 -- patronictl list', text: { en: 'the cluster as Patroni sees it', ru: 'кластер глазами Patroni' } },
    {
      line: 'ns -- tail -f /var/lib/pglab-observer/ledger.jsonl',
      text: { en: 'watch rows being acknowledged', ru: 'следить за подтверждением строк' },
    },
  ],
  declare(parser) {
    machineArgument(parser)
      .argument(
        '<command...>',
        say({ en: 'after --, as you would type it there', ru: 'после --, как вы набрали бы её там' }),
      )
      .addOption(instanceOption())
  },
  async run({ name }: InstanceOptions, machine: string, command: string[]) {
    const { enter } = await import('../lifecycle/enter.ts')
    return enter(name, machine, 'root', command)
  },
}

export default exec
