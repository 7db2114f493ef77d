import { Option } from 'commander'
import type { Command } from '../cli/command.ts'
import { labArgument } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

const build: Command = {
  summary: { en: 'write the Vagrantfile and the scripts of a lab', ru: 'записать Vagrantfile и скрипты лаборатории' },
  position: 120,
  examples: [
    {
      line: 'patroni --os rocky9 --out lab',
      text: { en: 'for Vagrant; then: cd lab && vagrant up', ru: 'для Vagrant; затем: cd lab && vagrant up' },
    },
  ],
  declare(parser) {
    labArgument(parser)
      .addOption(
        new Option(
          '--os <system>',
          say({ en: 'operating system of the machines', ru: 'операционная система машин' }),
        ).default('rocky9'),
      )
      .requiredOption(
        '--out <folder>',
        say({ en: 'where to write; made if it is not there', ru: 'куда записать; папка создаётся при необходимости' }),
      )
  },
  async run({ os, out }: { os: string; out: string }, lab = 'patroni') {
    const [{ writeBuild }, { resolve }] = await Promise.all([
      import('../lifecycle/write-build.ts'),
      import('node:path'),
    ])
    const written = await writeBuild(lab, os, resolve(out))
    for (const file of written) console.log(file)
    console.log(
      say({
        en: 'The scripts hold the passwords of this lab: keep them to yourself.',
        ru: 'В скриптах лежат пароли этой лаборатории: не отдавайте их посторонним.',
      }),
    )
    return exit.done
  },
}

export default build
