import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, machineArgument } from '../cli/options.ts'

const ssh: Command = {
  summary: {
    en: 'enter a machine as an ordinary user who may use sudo',
    ru: 'войти на машину обычным пользователем с правом sudo',
  },
  position: 30,
  examples: [
    { line: 'pg01', text: { en: 'a shell on pg01', ru: 'оболочка на pg01' } },
    { line: 'pg01 -- psql -c "select pg_is_in_recovery()"', text: { en: 'one command', ru: 'одна команда' } },
  ],
  declare(parser) {
    machineArgument(parser).argument('[command...]').addOption(instanceOption())
  },
  async run({ name }: InstanceOptions, machine: string, command: string[]) {
    const { enter } = await import('../lifecycle/enter.ts')
    return enter(name, machine, 'student', command)
  },
}

export default ssh
