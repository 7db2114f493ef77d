import { Option, type Command as Parser } from 'commander'
import { say } from '../words/say.ts'

/** Which instance a command speaks of. */
export interface InstanceOptions {
  name?: string
}

export const instanceOption = (): Option =>
  new Option(
    '--name <instance>',
    say({
      en: 'which instance; needed only where several labs stand side by side',
      ru: 'какой экземпляр; нужно, только если рядом стоят несколько лабораторий',
    }),
  )

export const jsonOption = (): Option =>
  new Option(
    '--json',
    say({ en: 'one JSON value on stdout and nothing else', ru: 'одно значение JSON в stdout и ничего больше' }),
  )

export const yesOption = (): Option =>
  new Option('-y, --yes', say({ en: 'do not ask (CI=true does the same)', ru: 'не спрашивать (как и при CI=true)' }))

export const labArgument = (parser: Parser): Parser =>
  parser.argument(
    '[lab]',
    say({ en: 'the lab: a file in labs/ without its ending', ru: 'лаборатория: файл из labs/ без расширения' }),
  )

export const osOption = (): Option =>
  new Option('--os <system>', say({ en: 'operating system of the machines', ru: 'операционная система машин' }))

export const machineArgument = (parser: Parser): Parser =>
  parser.argument('<machine>', say({ en: 'a machine of the lab, e.g. pg01', ru: 'машина лаборатории, например pg01' }))

/** Nobody is to be asked: said on the command line, or there is nobody (CI). */
export const mayProceed = (options: { yes?: boolean }): boolean => options.yes === true || process.env.CI === 'true'

/** The value of an option before anything is parsed: errors of the parsing must already speak the right language. */
export function optionValue(argv: readonly string[], option: string): string | undefined {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  const joined = words.find((word) => word.startsWith(`${option}=`))
  if (joined) return joined.slice(option.length + 1)
  const at = words.indexOf(option)
  return at < 0 ? undefined : words[at + 1]
}
