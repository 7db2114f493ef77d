import { IntlMessageFormat } from 'intl-messageformat'

/** The languages of the kit. Every text a person reads has one column for each. */
export const languages = ['en', 'ru'] as const
export type Language = (typeof languages)[number]

/** A message in every language, in ICU message syntax (plurals by `{n, plural, …}`). */
export type Text = Readonly<Record<Language, string>>
export type Params = Readonly<Record<string, string | number>>

let current: Language = 'en'

export const language = (): Language => current
export const speak = (choice: Language): void => {
  current = choice
}

/**
 * Puts a text into words in the chosen language. Without parameters it is said as it stands: titles come
 * from lab files, where a brace is a brace, and parsing ICU costs time at the start of every command.
 */
export function say(text: Text, params?: Params): string {
  const message = asCalled(text[current])
  if (params === undefined || Object.keys(params).length === 0) return message
  return new IntlMessageFormat(message, current, undefined, { ignoreTag: true }).format(params) as string
}

/** The command lines in our texts, as they have to be typed here: Windows has no shell for the launcher `./pglab`. */
export const asCalled = (message: string, platform = process.platform, called = process.env.PGLAB_CALLED): string =>
  called || platform === 'win32' ? message.replaceAll('./pglab', called || 'npx pglab') : message
