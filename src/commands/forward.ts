import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const forward: Command = {
  summary: { en: 'bring ports of the lab to this computer', ru: 'пробросить порты лаборатории на этот компьютер' },
  position: 50,
  examples: [
    {
      line: '',
      text: { en: 'those the lab names: 5000, 5001, 7000', ru: 'порты из файла лаборатории: 5000, 5001, 7000' },
    },
    {
      line: 'ns:7000:8080',
      text: { en: 'HAProxy’s page as http://127.0.0.1:8080', ru: 'страница HAProxy как http://127.0.0.1:8080' },
    },
    { line: 'pg01:5432', text: { en: 'one server directly', ru: 'один сервер напрямую' } },
  ],
  declare(parser) {
    parser
      .argument(
        '[ports...]',
        say({ en: 'MACHINE:PORT or MACHINE:PORT:LOCALPORT', ru: 'МАШИНА:ПОРТ или МАШИНА:ПОРТ:МЕСТНЫЙПОРТ' }),
      )
      .addOption(instanceOption())
  },
  async run({ name }: InstanceOptions, ports: string[]) {
    const { forwardPorts } = await import('../lifecycle/forward.ts')
    await forwardPorts(name, ports, (line) => console.log(line))
    return exit.done
  },
}

export default forward
