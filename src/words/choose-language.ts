import { readPreferences } from '../instance/preferences.ts'
import { type Language, languages } from './say.ts'

const isLanguage = (value: string | undefined): value is Language => languages.includes(value as Language)

/** `--lang`, then the choice saved by an earlier `--lang`, then the locale of the terminal, then English. */
export function chooseLanguage(asked: string | undefined, env = process.env): Language {
  if (isLanguage(asked)) return asked
  const saved = readPreferences().language
  if (isLanguage(saved)) return saved
  const locale = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').slice(0, 2).toLowerCase()
  return isLanguage(locale) ? locale : 'en'
}
