import { type CommanderError, Help, type Command as Parser } from 'commander'
import { type LabError, wrongUsage } from '../errors.ts'
import { nearest } from '../words/nearest.ts'
import { say, type Text } from '../words/say.ts'

const titles: Record<string, Text> = {
  'Usage:': { en: 'Usage:', ru: 'Вызов:' },
  'Options:': { en: 'Options:', ru: 'Параметры:' },
  'Commands:': { en: 'Commands:', ru: 'Команды:' },
  'Arguments:': { en: 'Arguments:', ru: 'Аргументы:' },
}

const placeholders = (usage: string): string =>
  usage
    .replace('[options]', say({ en: '[options]', ru: '[параметры]' }))
    .replace('[command]', say({ en: '[command]', ru: '[команда]' }))

/** Gives commander's own words in the chosen language and keeps it from ending the process. */
export function dress<P extends Parser>(parser: P): P {
  parser
    .exitOverride((error) => {
      throw (
        usageError(
          error,
          parser.commands.map((command) => command.name()),
        ) ?? error
      )
    })
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      commandUsage: (command) => placeholders(new Help().commandUsage(command)),
      subcommandTerm: (command) => placeholders(new Help().subcommandTerm(command)),
      styleTitle: (title) => (titles[title] ? say(titles[title]) : title),
      showGlobalOptions: false,
    })
    .helpOption('-h, --help', say({ en: 'show this help', ru: 'показать эту справку' }))
    .helpCommand(false)
    .showHelpAfterError(false)
  return parser
}

/** The part of a commander message between quotes, and what stands around it, is all it tells about the place. */
const quoted = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? ''

const help: Text = { en: 'See ./pglab --help.', ru: 'Справка: ./pglab --help.' }

/** What commander objects to, as one sentence in the chosen language; nothing where help was asked for. */
function usageError(error: CommanderError, commands: readonly string[]): LabError | undefined {
  const word = quoted(error.message)
  switch (error.code) {
    case 'commander.helpDisplayed':
    case 'commander.version':
      return undefined
    case 'commander.help':
      // The help itself is on the screen; this is the line that says why.
      return wrongUsage({ en: 'Say which command.', ru: 'Укажите команду.' })
    case 'commander.unknownCommand': {
      const close = nearest(word, commands)
      return wrongUsage(
        {
          en: 'There is no command "{word}". {close, select, none {Known: {known}.} other {Did you mean "{close}"? Known: {known}.}}',
          ru: 'Команды «{word}» нет. {close, select, none {Есть: {known}.} other {Может быть, «{close}»? Есть: {known}.}}',
        },
        { word, close: close ?? 'none', known: commands.join(', ') },
      )
    }
    case 'commander.unknownOption':
      return wrongUsage(
        {
          en: 'There is no option {word}. If it belongs to a command for a machine, put -- before that command. {help}',
          ru: 'Параметра {word} нет. Если он относится к команде для машины, поставьте перед ней --. {help}',
        },
        { word, help: say(help) },
      )
    case 'commander.missingArgument':
      return wrongUsage(
        { en: 'The argument <{word}> is missing. {help}', ru: 'Не хватает аргумента <{word}>. {help}' },
        { word, help: say(help) },
      )
    case 'commander.optionMissingArgument':
      return wrongUsage(
        { en: 'The option {word} needs a value. {help}', ru: 'Параметру {word} нужно значение. {help}' },
        { word, help: say(help) },
      )
    case 'commander.excessArguments':
      return wrongUsage({ en: 'Too many arguments. {help}', ru: 'Лишние аргументы. {help}' }, { help: say(help) })
    default:
      return wrongUsage(
        { en: '{message}. {help}', ru: '{message}. {help}' },
        { message: error.message.replace(/^error: /, '').replace(/\.$/, ''), help: say(help) },
      )
  }
}
