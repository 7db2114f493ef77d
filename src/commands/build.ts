import { type BoxOptions, boxOptions } from '../cli/box-options.ts'
import type { Command } from '../cli/command.ts'
import { labArgument, osOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

interface Options extends BoxOptions {
  os: string
  out: string
}

const build: Command = {
  summary: { en: 'write the Vagrantfile and the scripts of a lab', ru: 'записать Vagrantfile и скрипты лаборатории' },
  position: 120,
  examples: [
    {
      line: 'patroni --os rocky9 --out lab',
      text: { en: 'for Vagrant; then: cd lab && vagrant up', ru: 'для Vagrant; затем: cd lab && vagrant up' },
    },
    {
      line: 'patroni --out lab --box-mirror http://192.168.1.5/boxes',
      text: { en: 'boxes from a server of the class first', ru: 'образы прежде всего с сервера класса' },
    },
  ],
  declare(parser) {
    labArgument(parser)
      .addOption(osOption().default('rocky9'))
      .requiredOption(
        '--out <folder>',
        say({ en: 'where to write; made if it is not there', ru: 'куда записать; папка создаётся при необходимости' }),
      )
    boxOptions(parser)
  },
  async run({ os, out, boxUrl, boxMirror }: Options, lab = 'patroni') {
    const [{ writeBuild }, { boxChoice }, { buildWarnings }, { resolve }] = await Promise.all([
      import('../lifecycle/write-build.ts'),
      import('../lifecycle/box-choice.ts'),
      import('../lifecycle/build-warnings.ts'),
      import('node:path'),
    ])
    const box = boxChoice(boxUrl, boxMirror)
    const { build, system, files } = await writeBuild({ lab, os, folder: resolve(out), box })
    for (const warning of await buildWarnings(build.lab, system, box)) console.error(warning)
    for (const file of files) console.log(file)
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
