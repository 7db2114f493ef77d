import { commonWords } from '../grading/common-words.ts'
import type { Failure } from '../grading/kind.ts'
import type { Kinds } from '../grading/kinds.ts'
import type { TaskResult } from '../grading/result.ts'
import { type Params, say, type Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { template } from '../words/template.ts'

/** A result in words: one sentence, and what helps where something is wrong. */
export interface TaskWords {
  message: string
  cause: string | undefined
  look: string | undefined
}

/** Puts a result into the language that is spoken. Whatever a machine has said in it is made harmless. */
export function wordsOf(result: TaskResult, kinds: Kinds): TaskWords {
  const kind = kinds.get(result.check)
  const failure: Failure | undefined =
    result.word === 'pass' && kind
      ? { says: kind.pass }
      : (kind?.failures[result.word] ?? kind?.troubles?.[result.word] ?? commonWords[result.word])
  const params = safe({ machine: result.machine ?? '', ...result.params })
  const words = (text: Text | undefined) => text && filled(text, params)
  return { message: words(failure?.says) ?? result.word, cause: words(failure?.cause), look: words(failure?.look) }
}

/** A result may come from a file, of another version of the kit or of a student's making: what it lacks keeps its braces. */
function filled(text: Text, params: Params): string {
  try {
    return say(text, params)
  } catch {
    return template(text)
  }
}

const safe = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? shown(value) : value]),
  )
