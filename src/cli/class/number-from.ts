import { wrongUsage } from '../../errors.ts'
import { shown } from '../../words/shown.ts'

/** The value of an option that is a number; `parts`: it need not be whole. */
export function numberFrom(
  option: string,
  typed: string | undefined,
  least: number,
  most: number,
  parts = false,
): number | undefined {
  if (typed === undefined) return undefined
  const number = Number(typed)
  if (typed.trim() !== '' && number >= least && number <= most && (parts || Number.isInteger(number))) return number
  throw wrongUsage(
    {
      en: '"{typed}" is no value for {option}: a number from {least} to {most} is wanted.',
      ru: '«{typed}» не годится для {option}: нужно число от {least} до {most}.',
    },
    { typed: shown(typed), option, least, most },
  )
}
