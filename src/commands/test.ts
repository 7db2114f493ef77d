import type { Command } from '../cli/command.ts'
import { say } from '../words/say.ts'

const test: Command = {
  summary: {
    en: 'run the tests of pglab itself (for its developers)',
    ru: 'прогнать тесты самого pglab (для разработчиков)',
  },
  position: 130,
  examples: [
    { line: '', text: { en: 'all but the long ones', ru: 'все, кроме длинных' } },
    { line: 'fast', text: { en: 'those that need no lab: seconds', ru: 'те, которым не нужна лаборатория: секунды' } },
    { line: '--long', text: { en: 'the long proofs alone', ru: 'только длинные проверки' } },
  ],
  declare(parser) {
    parser
      .argument(
        '[part]',
        say({
          en: 'check, fast, live or course; without it all four; el9: the scripts of Rocky Linux 9; vagrant: a real vagrant up in emulation',
          ru: 'check, fast, live или course; без указания все четыре; el9: скрипты Rocky Linux 9; vagrant: настоящий vagrant up в эмуляции',
        }),
      )
      .option('--long', say({ en: 'the long proofs', ru: 'длинные проверки' }))
      .option('-y, --yes', say({ en: 'install what is missing unasked', ru: 'установить недостающее без вопросов' }))
  },
  async run({ long }: { long?: boolean }, part?: string) {
    const { runTests } = await import('../self-test/run-tests.ts')
    return runTests(part, long === true)
  },
}

export default test
