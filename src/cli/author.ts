import { wrongUsage } from '../errors.ts'
import { say } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { interruptible } from './interrupt.ts'

/** The actions of `author`; whether what was to be proven is proven. */
export async function runAuthor(
  action: string,
  words: readonly string[],
  { lab, jobs }: { lab: string; jobs: string },
): Promise<boolean> {
  if (action === 'verify') return verify(lab, words, Number(jobs))
  if (action === 'new') return begin(words)
  throw wrongUsage(
    { en: 'There is no action "{action}". Known: verify, new.', ru: 'Действия «{action}» нет. Есть: verify, new.' },
    { action: shown(action) },
  )
}

async function verify(lab: string, patterns: readonly string[], jobs: number): Promise<boolean> {
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 16) {
    throw wrongUsage({ en: '--jobs takes a whole number from 1 to 16.', ru: '--jobs: целое число от 1 до 16.' })
  }
  const [{ verify: prove, removeWorkers }, { proofLine, proofTable }] = await Promise.all([
    import('../author/verify.ts'),
    import('../reports/proof-words.ts'),
  ])
  const verified = await interruptible(
    (signal) => prove({ lab, patterns, jobs }, (proof) => console.log(proofLine(proof)), signal),
    () => removeWorkers(jobs),
    {
      en: 'Interrupted; the instances of the proof are removed.',
      ru: 'Прервано; экземпляры, созданные для проверки, удаляются.',
    },
  )
  console.log(proofTable(verified))
  return verified.proofs.every(({ complaints }) => complaints.length === 0) && verified.neverFalsified.length === 0
}

async function begin([lab, name]: readonly string[]): Promise<boolean> {
  if (lab === undefined || name === undefined) {
    throw wrongUsage({
      en: 'Say the lab and the name: ./pglab author new patroni 33-my-exercise',
      ru: 'Укажите лабораторию и имя: ./pglab author new patroni 33-my-exercise',
    })
  }
  const { newExercise } = await import('../author/new-exercise.ts')
  for (const file of await newExercise(lab, name)) console.log(file)
  console.log(
    say(
      {
        en: 'Write, then prove it: ./pglab author verify {name}',
        ru: 'Напишите и докажите: ./pglab author verify {name}',
      },
      { name },
    ),
  )
  return true
}
