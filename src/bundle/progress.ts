import type { Progress } from '../providers/provider.ts'
import { language, say } from '../words/say.ts'
import type { Written } from './bundle-file.ts'

/** Counts bytes and tells how many megabytes there are by now; whoever shows it decides how often. */
export function counting(total: number | undefined, tell: Progress): Written {
  const megabytes = new Intl.NumberFormat(language(), { maximumFractionDigits: 0 })
  const end = total === undefined ? '' : ` / ${megabytes.format(total / 1e6)}`
  let sum = 0
  return (bytes) => {
    sum += bytes
    tell(`${megabytes.format(sum / 1e6)}${end} ${say({ en: 'MB', ru: 'МБ' })}`)
  }
}
