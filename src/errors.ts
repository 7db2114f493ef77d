import { type Params, say, type Text } from './words/say.ts'

/** The exit codes other tools rely on. */
export const exit = { done: 0, notPassed: 1, usage: 2, failed: 3 } as const
export type ExitCode = (typeof exit)[keyof typeof exit]

/** Trouble that a person can do something about, told in one sentence in their language. */
export class LabError extends Error {
  readonly code: ExitCode
  readonly text: Text
  readonly params: Params
  /** Lines that show the trouble itself: the end of a log, the list of everything wrong in a file. */
  readonly details: readonly string[]

  constructor(code: ExitCode, text: Text, params: Params = {}, details: readonly string[] = [], cause?: unknown) {
    super(say(text, params), { cause })
    this.code = code
    this.text = text
    this.params = params
    this.details = details
  }

  override toString(): string {
    return [say(this.text, this.params), ...this.details].join('\n')
  }
}

/** A wrong command, name or file: exit code 2. */
export const wrongUsage = (text: Text, params?: Params, details?: readonly string[]): LabError =>
  new LabError(exit.usage, text, params, details)

/** Something could not be done here and now: exit code 3. */
export const cannot = (text: Text, params?: Params, details?: readonly string[], cause?: unknown): LabError =>
  new LabError(exit.failed, text, params, details, cause)
