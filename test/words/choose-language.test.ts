import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { chooseLanguage } from '../../src/words/choose-language.ts'

/** A home in which a person has, or has not, chosen a language before. */
function live(saved: string | undefined): void {
  process.env.XDG_CONFIG_HOME = t.testdir()
  if (saved === undefined) return
  mkdirSync(join(process.env.XDG_CONFIG_HOME, 'pglab'))
  writeFileSync(join(process.env.XDG_CONFIG_HOME, 'pglab/preferences.json'), saved)
}

const cases: [string, { asked?: string; saved?: string; env?: NodeJS.ProcessEnv }, string][] = [
  ['nothing said anywhere', {}, 'en'],
  ['the terminal', { env: { LANG: 'ru_RU.UTF-8' } }, 'ru'],
  ['a terminal in a third language', { env: { LANG: 'de_DE.UTF-8' } }, 'en'],
  ['a terminal without a language', { env: { LANG: 'C.UTF-8' } }, 'en'],
  ['LC_ALL before LC_MESSAGES before LANG', { env: { LC_ALL: 'en_US', LC_MESSAGES: 'ru_RU', LANG: 'ru_RU' } }, 'en'],
  ['an empty LC_ALL is none', { env: { LC_ALL: '', LC_MESSAGES: 'ru_RU', LANG: 'en_US' } }, 'ru'],
  ['what was chosen before', { saved: '{"language":"ru"}', env: { LANG: 'en_US' } }, 'ru'],
  ['an unknown language chosen before', { saved: '{"language":"de"}', env: { LANG: 'ru_RU' } }, 'ru'],
  ['damaged preferences', { saved: '{"langu', env: { LANG: 'ru_RU' } }, 'ru'],
  ['preferences that are no map', { saved: 'null', env: {} }, 'en'],
  ['what is asked for now', { asked: 'en', saved: '{"language":"ru"}', env: { LANG: 'ru_RU' } }, 'en'],
  ['an unknown language asked for', { asked: 'de', env: { LANG: 'ru_RU' } }, 'ru'],
]

for (const [what, { asked, saved, env = {} }, wanted] of cases) {
  live(saved)
  t.equal(chooseLanguage(asked, env), wanted, what)
}
