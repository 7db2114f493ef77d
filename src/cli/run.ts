import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CommanderError, Command as Parser } from 'commander'
import { type ExitCode, exit, LabError } from '../errors.ts'
import { savePreferences } from '../instance/preferences.ts'
import { ending, loadProgram, programRoot } from '../root.ts'
import { chooseLanguage } from '../words/choose-language.ts'
import { language, languages, say, speak } from '../words/say.ts'
import type { Command } from './command.ts'
import { dress, usageError } from './parser-words.ts'

/** Runs one command line and says with which code the process is to end. */
export async function run(argv: readonly string[]): Promise<ExitCode | number> {
  const debug = argv.includes('--debug')
  try {
    const asked = optionValue(argv, '--lang')
    speak(chooseLanguage(asked))
    const parser = await declareCommands(argv)
    let code: ExitCode | number = exit.done
    parser.hook('preAction', () => {
      if (asked) savePreferences({ language: language() })
    })
    await parser.parseAsync([...argv], { from: 'user' })
    code = (parser as Parser & { endedWith?: number }).endedWith ?? code
    return code
  } catch (trouble) {
    return report(trouble, debug)
  }
}

const commandNames = (): string[] =>
  readdirSync(join(programRoot, 'src/commands'))
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending))
    .sort()

/** Declares only the command that is called; all of them where help or an unknown name asks for the list. */
async function declareCommands(argv: readonly string[]): Promise<Parser> {
  const names = commandNames()
  const called = argv.find((word, at) => !word.startsWith('-') && argv[at - 1] !== '--lang')
  const needed = called !== undefined && names.includes(called) ? [called] : names
  const parser: Parser & { endedWith?: number } = dress(new Parser('pglab'))
  parser
    .description(
      say({
        en: 'PostgreSQL high availability on real machines, for classes and for learning alone.',
        ru: 'Отказоустойчивый PostgreSQL на настоящих машинах: для групп и для самостоятельной учёбы.',
      }),
    )
    .enablePositionalOptions()
    .addHelpText('after', () => `\n${firstSteps()}`)
  globalOptions(parser)
  for (const { name, command } of await load(needed)) {
    const child = globalOptions(parser.command(name)).description(say(command.summary))
    command.declare?.(child)
    child.addHelpText('after', () => examples(name, command))
    const leaves = child.commands.length > 0 ? child.commands : [child]
    for (const leaf of leaves) {
      if (leaf !== child) globalOptions(leaf)
      leaf.action(async (...given: unknown[]) => {
        const self = given.pop() as Parser
        const options = given.pop()
        const args = leaf === child ? given : [leaf.name(), ...given]
        parser.endedWith = await command.run({ ...(options as object), ...self.optsWithGlobals() }, ...args)
      })
    }
  }
  return parser
}

const load = async (names: readonly string[]): Promise<{ name: string; command: Command }[]> =>
  (
    await Promise.all(
      names.map(async (name) => ({ name, command: (await loadProgram(`src/commands/${name}`)) as Command })),
    )
  ).sort((a, b) => a.command.position - b.command.position)

function globalOptions(parser: Parser): Parser {
  return dress(parser)
    .option(
      '--lang <language>',
      say({
        en: `language: ${languages.join(' or ')}; remembered`,
        ru: `язык: ${languages.join(' или ')}; запоминается`,
      }),
      (value) => {
        if (!(languages as readonly string[]).includes(value)) throw new CommanderError(2, 'pglab.language', value)
        return value
      },
    )
    .option('--debug', say({ en: 'show the stack of an error', ru: 'показать стек ошибки' }))
}

const optionValue = (argv: readonly string[], option: string): string | undefined => {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  const joined = words.find((word) => word.startsWith(`${option}=`))
  if (joined) return joined.slice(option.length + 1)
  const at = words.indexOf(option)
  return at < 0 ? undefined : words[at + 1]
}

const examples = (name: string, command: Command): string =>
  command.examples.length === 0
    ? ''
    : [
        `\n${say({ en: 'Examples:', ru: 'Примеры:' })}`,
        ...command.examples.map(
          ({ line, text }) => `${`  ./pglab ${name} ${line}`.trimEnd().padEnd(48)}  ${say(text)}`,
        ),
      ].join('\n')

const firstSteps = (): string =>
  [
    say({ en: 'First steps:', ru: 'С чего начать:' }),
    `  ./pglab up           ${say({ en: 'bring up the Patroni lab', ru: 'поднять лабораторию Patroni' })}`,
    `  ./pglab status       ${say({ en: 'see who leads', ru: 'посмотреть, кто лидер' })}`,
    `  ./pglab up --help    ${say({ en: 'help for one command, with examples', ru: 'справка по одной команде с примерами' })}`,
  ].join('\n')

function report(trouble: unknown, debug: boolean): ExitCode {
  if (trouble instanceof CommanderError) {
    const error = usageError(trouble, commandNames())
    if (!error) return exit.done
    console.error(error.toString())
    return error.code
  }
  if (trouble instanceof LabError) {
    console.error(trouble.toString())
    if (debug) console.error(trouble.stack, trouble.cause ?? '')
    return trouble.code
  }
  const reason = trouble instanceof Error ? trouble.message : String(trouble)
  console.error(
    say(
      {
        en: 'Something went wrong inside pglab: {reason}. Run the command again with --debug and report what it prints.',
        ru: 'Внутренняя ошибка pglab: {reason}. Повторите команду с --debug и сообщите, что она напечатает.',
      },
      { reason },
    ),
  )
  if (debug && trouble instanceof Error) console.error(trouble.stack)
  return exit.failed
}
