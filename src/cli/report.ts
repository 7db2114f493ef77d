import { writeFileSync } from 'node:fs'
import type { DrawnExercise } from '../course/exercise.ts'
import type { Kinds } from '../grading/kinds.ts'
import type { Result } from '../grading/result.ts'
import { loadFormats } from '../reports/formats.ts'
import { formatNamed } from '../reports/found-formats.ts'
import { language, say } from '../words/say.ts'

interface Checked {
  result: Result
  exercise: DrawnExercise
  kinds: Kinds
}

/** Prints a result in a format, or writes it to a file; without a format, for people and with what to do next. */
export async function report(
  { result, exercise, kinds }: Checked,
  wanted: { format: string | undefined; out: string | undefined },
): Promise<void> {
  const format = formatNamed(wanted.format ?? 'text', await loadFormats())
  const text = format.render({ result, kinds, title: exercise.texts[language()].title, at: Date.now() })
  if (wanted.out !== undefined) {
    writeFileSync(wanted.out, text)
    console.error(say({ en: 'Written: {file}', ru: 'Записано: {file}' }, { file: wanted.out }))
    return
  }
  process.stdout.write(text)
  if (wanted.format !== undefined) return
  const { afterCheckWords } = await import('../reports/after-check-words.ts')
  console.log(afterCheckWords(result, exercise))
}
