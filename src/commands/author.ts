import type { AuthorOptions } from '../cli/author.ts'
import type { Command } from '../cli/command.ts'
import { osOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const author: Command = {
  summary: {
    en: 'for authors of exercises: prove them, begin a new one',
    ru: 'авторам упражнений: доказать их, завести новое',
  },
  position: 310,
  examples: [
    {
      line: 'verify',
      text: { en: 'prove every exercise on real instances', ru: 'доказать все упражнения на настоящих экземплярах' },
    },
    {
      line: 'verify repmgr/05 --jobs 2',
      text: { en: 'only those with this in their name', ru: 'только с таким именем' },
    },
    {
      line: 'new patroni 33-my-exercise',
      text: { en: 'a skeleton in both languages', ru: 'заготовка на обоих языках' },
    },
  ],
  declare(parser) {
    parser
      .argument('<action>', 'verify, new')
      .argument(
        '[words...]',
        say({ en: 'verify: parts of names; new: lab and name', ru: 'verify: части имён; new: лаборатория и имя' }),
      )
      .option('--lab <lab>', say({ en: 'only the exercises of this lab', ru: 'упражнения только этой лаборатории' }))
      .addOption(osOption())
      .option(
        '--part <k/n>',
        say({
          en: 'every nth of them, e.g. 1/3: for runs that share the work',
          ru: 'каждое n-е из них, например 1/3: чтобы поделить работу между запусками',
        }),
        '1/1',
      )
      .option('--jobs <n>', say({ en: 'instances side by side', ru: 'сколько экземпляров одновременно' }), '2')
  },
  async run(options: AuthorOptions, action: string, words: string[]) {
    const { runAuthor } = await import('../cli/author.ts')
    return (await runAuthor(action, words, options)) ? exit.done : exit.notPassed
  },
}

export default author
