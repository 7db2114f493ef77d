import chalk from 'chalk'
import type { Proof } from '../author/prove.ts'
import type { Verified } from '../author/verify.ts'
import { durationWords } from '../words/duration.ts'
import { say } from '../words/say.ts'
import { table } from './table.ts'

const signOf = ({ complaints }: Proof): string => (complaints.length === 0 ? chalk.green('✔') : chalk.red('✘'))

/** A proof as soon as it is there. */
export const proofLine = (proof: Proof): string =>
  [
    `${signOf(proof)} ${proof.exercise}: ${proof.name} (${durationWords(proof.ms)})`,
    ...proof.complaints.map((complaint) => `    ${complaint.replaceAll('\n', '\n      ')}`),
  ].join('\n')

/** All proofs by exercise, with times, and what is wrong as a whole. */
export function proofTable({ proofs, neverFalsified }: Verified): string {
  const exercises = [...new Set(proofs.filter(({ ms }) => ms > 0).map(({ exercise }) => exercise))].sort()
  const rows = exercises.map((exercise) => {
    const mine = proofs.filter((proof) => proof.exercise === exercise)
    const good = mine.filter(({ complaints }) => complaints.length === 0).length
    const ms = mine.reduce((sum, proof) => sum + proof.ms, 0)
    return [
      exercise,
      `${good}/${mine.length}`,
      durationWords(ms),
      durationWords(Math.max(...mine.map((one) => one.ms))),
    ]
  })
  const head = [
    say({ en: 'Exercise', ru: 'Упражнение' }),
    say({ en: 'Proofs', ru: 'Доказательства' }),
    say({ en: 'Time', ru: 'Время' }),
    say({ en: 'Longest', ru: 'Самое долгое' }),
  ]
  const passed = proofs.filter(({ complaints }) => complaints.length === 0).length
  return [
    '',
    table(head, rows),
    '',
    ...(neverFalsified.length > 0
      ? [
          say(
            {
              en: 'No near-miss has ever falsified: {kinds}',
              ru: 'Ни одна ошибка из `wrong` не опровергла: {kinds}',
            },
            { kinds: neverFalsified.join(', ') },
          ),
        ]
      : []),
    `${passed} passed, ${proofs.length - passed + neverFalsified.length} failed`,
  ].join('\n')
}
