import { type BoxOptions, boxOptions } from '../cli/box-options.ts'
import type { Command } from '../cli/command.ts'
import { labArgument, osOption, yesOption } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

interface Options extends BoxOptions {
  os: string
  out: string
  seed?: string
  withBox?: string | true
  yes?: boolean
}

const bundle: Command = {
  summary: {
    en: 'pack a lab for a class: students need Vagrant alone',
    ru: 'собрать комплект для группы: студенту нужен только Vagrant',
  },
  position: 125,
  examples: [
    {
      line: 'patroni --os rocky9 --lang ru --out lab.zip',
      text: { en: 'an archive in Russian', ru: 'архив на русском языке' },
    },
    {
      line: 'patroni --out lab.zip --with-box lab.box',
      text: { en: 'with a box, so that nothing is downloaded', ru: 'с образом, чтобы ничего не скачивать' },
    },
  ],
  declare(parser) {
    labArgument(parser)
      .addOption(osOption().default('rocky9'))
      .requiredOption(
        '--out <path>',
        say({ en: 'where to write: an archive NAME.zip, else a folder', ru: 'куда записать: архив ИМЯ.zip или папка' }),
      )
      .option(
        '--with-box [file]',
        say({
          en: 'put a box into it: a file or an address; without one, make it here with Vagrant',
          ru: 'вложить образ: файл или адрес; без них образ создаётся здесь с помощью Vagrant',
        }),
      )
      .option(
        '--seed <hex>',
        say({
          en: 'all secrets grow out of it: the same seed gives the same bytes',
          ru: 'из него выводятся все секреты: то же число даёт те же байты',
        }),
      )
      .addOption(yesOption())
    boxOptions(parser)
  },
  async run({ yes, ...options }: Options, lab = 'patroni') {
    const [{ prepare }, { confirm, unchanged }, { interruptible }, { showSteps }] = await Promise.all([
      import('../bundle/prepare.ts'),
      import('../cli/confirm.ts'),
      import('../cli/interrupt.ts'),
      import('../cli/steps.ts'),
    ])
    const ready = await prepare({ lab, ...options })
    if (ready.place.taken && !(await confirm(replace, { path: ready.place.path }, { yes }))) {
      console.log(say(unchanged))
      return exit.done
    }
    if (ready.caveat) console.error(say(ready.caveat))
    let work: Promise<unknown> = Promise.resolve()
    const files = await interruptible(
      (signal) => {
        const writing = ready.write(showSteps(false), signal)
        work = writing
        return writing
      },
      // It tidies up by itself, and a machine that was to become a box takes a moment to remove.
      () => work.then(nothing, nothing),
      interrupted,
    )
    console.log(say(written, { path: ready.place.path, n: files.length }))
    return exit.done
  },
}

const nothing = (): void => {}

const replace = {
  en: '{path} is a bundle already. Replace it? It gets other passwords, unless --seed is the same; machines made from it must then be made anew.',
  ru: '{path} – готовый комплект. Заменить? Пароли станут другими, если --seed не тот же; созданные из него машины придётся создать заново.',
}
const interrupted = {
  en: 'Interrupted; no new bundle was written.',
  ru: 'Прервано; новый комплект не записан.',
}
const written = {
  en: '{path}: {n, plural, one {# file} other {# files}}. A student unpacks it, reads README.html and runs: vagrant up\nThe scripts in it hold the passwords of this lab: give it to your students and to nobody else.',
  ru: '{path}: {n, plural, one {# файл} few {# файла} many {# файлов} other {# файла}}. Студент распаковывает его, читает README.html и выполняет: vagrant up\nВ скриптах внутри лежат пароли лаборатории: отдайте комплект студентам и больше никому.',
}

export default bundle
