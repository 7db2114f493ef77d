import { Option, type Command as Parser } from 'commander'
import { say } from '../words/say.ts'

export const exerciseArgument = (parser: Parser): Parser =>
  parser.argument(
    '[exercise]',
    say({
      en: 'its name or number, e.g. 03; without it the current or the next one is meant',
      ru: 'имя или номер, например 03; без него – текущее или следующее',
    }),
  )

/** Slow laptops need more time for the same: every waiting of a check is multiplied by it. */
export const patienceOption = (): Option =>
  new Option(
    '--patience <factor>',
    say({
      en: 'multiply every waiting, for slow computers (or PGLAB_PATIENCE)',
      ru: 'умножить все ожидания, для медленных компьютеров (или PGLAB_PATIENCE)',
    }),
  )
    .env('PGLAB_PATIENCE')
    .default('1')
