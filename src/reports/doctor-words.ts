import chalk from 'chalk'
import type { Finding } from '../doctor/finding.ts'
import { say, type Text } from '../words/say.ts'

const verdicts: Record<Finding['verdict'], { word: Text; paint: (text: string) => string }> = {
  fine: { word: { en: 'fine', ru: 'годится' }, paint: chalk.green },
  poor: { word: { en: 'poor', ru: 'слабо' }, paint: chalk.yellow },
  broken: { word: { en: 'broken', ru: 'мешает' }, paint: chalk.red },
}

/** All findings line by line, and at the end whether the labs can run: then by the command line `up`. */
export function doctorWords(findings: readonly Finding[], up: string): string {
  const width = Math.max(...Object.values(verdicts).map(({ word }) => say(word).length))
  const lines = findings.flatMap(({ verdict, found, advice, params }) => {
    const { word, paint } = verdicts[verdict]
    const line = `${paint(say(word).padEnd(width))}  ${say(found, params)}`
    return verdict === 'fine' || !advice ? [line] : [line, `${' '.repeat(width)}  ${say(advice, params)}`]
  })
  const broken = findings.filter(({ verdict }) => verdict === 'broken').length
  const end =
    broken === 0
      ? say({ en: 'The labs can run here: {up}', ru: 'Лаборатории здесь заработают: {up}' }, { up })
      : say(
          {
            en: '{n, plural, one {# thing keeps} other {# things keep}} the labs from running here.',
            ru: '{n, plural, one {# препятствие мешает} few {# препятствия мешают} many {# препятствий мешают} other {# препятствия мешают}} запустить здесь лаборатории.',
          },
          { n: broken },
        )
  return [...lines, '', end].join('\n')
}
