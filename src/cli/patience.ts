import { wrongUsage } from '../errors.ts'
import { shown } from '../words/shown.ts'

/** The factor by which waiting is multiplied, from what was typed. */
export function patienceFrom(typed: string): number {
  const factor = Number(typed)
  if (factor >= 0.1 && factor <= 20) return factor
  throw wrongUsage(
    {
      en: '"{typed}" is no factor for --patience: a number from 0.1 to 20 is wanted, e.g. 2.',
      ru: '«{typed}» не годится для --patience: нужно число от 0.1 до 20, например 2.',
    },
    { typed: shown(typed) },
  )
}
