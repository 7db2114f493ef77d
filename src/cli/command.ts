import type { Command as Parser } from 'commander'
import type { ExitCode } from '../errors.ts'
import type { Text } from '../words/say.ts'

/** One command of the kit. The file's name is the command's name; a new file is a new command. */
export interface Command {
  /** One line for the list of commands. */
  summary: Text
  /** Where it stands in the list of commands: in the order in which people come to need them. */
  position: number
  /** Command lines that work as they stand, without the leading `./pglab NAME`. */
  examples: ReadonlyArray<{ line: string; text: Text }>
  /** Declares arguments and options, and sub-commands where there are any. */
  declare?(parser: Parser): void
  /**
   * Does the work and says how it ended; machine exit codes of `ssh` and `exec` pass through.
   * Everything slow to load is imported inside, so that `--help` and wrong usage stay quick.
   */
  // biome-ignore lint/suspicious/noExplicitAny: commander hands over what `declare` declared
  run(options: any, ...args: any[]): Promise<ExitCode | number>
}
