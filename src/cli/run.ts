import { CommanderError } from 'commander'
import { type ExitCode, exit, LabError } from '../errors.ts'
import { savePreferences } from '../instance/preferences.ts'
import { chooseLanguage } from '../words/choose-language.ts'
import { language, say, speak } from '../words/say.ts'
import { declareCommands } from './declare-commands.ts'
import { optionValue } from './options.ts'

/** Runs one command line and says with which code the process is to end. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    const asked = optionValue(argv, '--lang')
    speak(chooseLanguage(asked))
    const { parser, outcome } = await declareCommands(argv)
    parser.hook('preAction', () => {
      if (asked) savePreferences({ language: language() })
    })
    await parser.parseAsync([...argv], { from: 'user' })
    return outcome.code
  } catch (trouble) {
    return report(trouble, argv.includes('--debug'))
  }
}

function report(trouble: unknown, debug: boolean): ExitCode {
  // Help was asked for and is on the screen.
  if (trouble instanceof CommanderError) return exit.done
  if (trouble instanceof LabError) {
    console.error(trouble.toString())
    if (debug) console.error(trouble.stack, trouble.cause ?? '')
    return trouble.code
  }
  if ((trouble as NodeJS.ErrnoException).code === 'ENOSPC') {
    console.error(
      say({
        en: 'The disk is full. Make room and run the command again; what was there before is untouched.',
        ru: 'Диск полон. Освободите место и повторите команду; то, что было, не пострадало.',
      }),
    )
    return exit.failed
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
