import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Command as Parser } from 'commander'
import { exit, wrongUsage } from '../errors.ts'
import { ending, loadProgram, programRoot, root } from '../root.ts'
import { languages, say } from '../words/say.ts'
import type { Command } from './command.ts'
import { dress } from './parser-words.ts'

/** Where the code of the command that ran is left, because commander's actions give nothing back. */
export interface ParsedCommand {
  parser: Parser
  outcome: { code: number }
}

/** Declares only the command that is called; all of them where help or an unknown name asks for the list. */
export async function declareCommands(argv: readonly string[]): Promise<ParsedCommand> {
  const names = commandNames()
  const called = argv.find((word, at) => !word.startsWith('-') && argv[at - 1] !== '--lang')
  const parser = globalOptions(new Parser('pglab'))
    .description(
      say({
        en: 'PostgreSQL high availability on real machines, for classes and for learning alone.',
        ru: 'Отказоустойчивый PostgreSQL на настоящих машинах: для групп и для самостоятельной учёбы.',
      }),
    )
    .enablePositionalOptions()
    .version(version(), '-V, --version', say({ en: 'show the version', ru: 'показать версию' }))
    .addHelpText('after', () => `\n${firstSteps()}`)
  const outcome = { code: exit.done as number }
  for (const { name, command } of await load(called !== undefined && names.includes(called) ? [called] : names)) {
    declare(parser, name, command, outcome)
  }
  return { parser, outcome }
}

function declare(parser: Parser, name: string, command: Command, outcome: { code: number }): void {
  const child = globalOptions(parser.command(name)).description(say(command.summary))
  command.declare?.(child)
  child.addHelpText('after', () => examples(name, command))
  for (const action of child.commands) action.copyInheritedSettings(child)
  const leaves = child.commands.length > 0 ? child.commands.map(globalOptions) : [child]
  for (const leaf of leaves) {
    leaf.action(async (...given: unknown[]) => {
      // Arguments come first, then options and the parser itself.
      const args = given.slice(0, -2)
      outcome.code = await command.run(leaf.optsWithGlobals(), ...(leaf === child ? args : [leaf.name(), ...args]))
    })
  }
}

const version = (): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version

const commandNames = (): string[] =>
  readdirSync(join(programRoot, 'src/commands'))
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending))

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
        if ((languages as readonly string[]).includes(value)) return value
        throw unknownLanguage(value)
      },
    )
    .option('--debug', say({ en: 'show the stack of an error', ru: 'показать стек ошибки' }))
}

const unknownLanguage = (word: string) =>
  wrongUsage(
    { en: 'There is no language "{word}"; known: {known}.', ru: 'Языка «{word}» нет; есть: {known}.' },
    { word: word.slice(0, 60), known: languages.join(', ') },
  )

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
