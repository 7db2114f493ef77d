import type { Wish } from '../author/verify.ts'
import { wrongUsage } from '../errors.ts'
import { say } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { interruptible } from './interrupt.ts'

export interface AuthorOptions {
  lab?: string
  os?: string
  jobs: string
  part: string
}

/** The actions of `author`; whether what was to be proven is proven. */
export async function runAuthor(
  action: string,
  words: readonly string[],
  { lab, os, jobs, part }: AuthorOptions,
): Promise<boolean> {
  if (action === 'verify') return verify({ lab, os, patterns: words, jobs: Number(jobs), share: shareFrom(part) })
  if (action === 'new') return begin(words)
  throw wrongUsage(
    { en: 'There is no action "{action}". Known: verify, new.', ru: 'Действия «{action}» нет. Есть: verify, new.' },
    { action: shown(action) },
  )
}

/** `1/3`: the first of three parts. */
function shareFrom(text: string): Wish['share'] {
  const [, part = 0, of = 0] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number)
  if (part >= 1 && part <= of) return { part, of }
  throw wrongUsage({
    en: '--part takes two whole numbers like 1/3, the first from 1 to the second.',
    ru: '--part: два целых числа вида 1/3, первое от 1 до второго.',
  })
}

async function verify(wish: Wish): Promise<boolean> {
  const { jobs } = wish
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 16) {
    throw wrongUsage({ en: '--jobs takes a whole number from 1 to 16.', ru: '--jobs: целое число от 1 до 16.' })
  }
  const [{ verify: prove, removeWorkers }, { proofLine, proofTable }] = await Promise.all([
    import('../author/verify.ts'),
    import('../reports/proof-words.ts'),
  ])
  const verified = await interruptible(
    (signal) => prove(wish, (proof) => console.log(proofLine(proof)), signal),
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
