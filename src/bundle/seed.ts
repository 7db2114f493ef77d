import { randomBytes } from 'node:crypto'
import { wrongUsage } from '../errors.ts'
import { shown } from '../words/shown.ts'

/** The seed of the secrets: the one that was given, or a new one that nobody will know. */
export function seedFrom(given: string | undefined): string {
  if (given === undefined) return randomBytes(32).toString('hex')
  if (/^([0-9a-f]{2}){16,64}$/i.test(given)) return given.toLowerCase()
  throw wrongUsage(
    {
      en: '"{given}" is no seed. Give an even number of 32 to 128 hexadecimal digits, e.g. from: openssl rand -hex 32',
      ru: '«{given}» не годится для --seed. Нужно чётное число шестнадцатеричных цифр, от 32 до 128, например: openssl rand -hex 32',
    },
    { given: shown(given) },
  )
}
