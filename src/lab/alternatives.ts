import { nearest } from '../words/nearest.ts'
import type { Params } from '../words/say.ts'
import { shown } from '../words/shown.ts'

/** What a sentence about an unknown word needs: `guess` and `some` are yes or no. */
export function alternatives(word: string, known: readonly string[]): Params {
  const close = nearest(word, known)
  return {
    word: shown(word),
    guess: close === undefined ? 'no' : 'yes',
    close: shown(close ?? ''),
    some: known.length > 0 ? 'yes' : 'no',
    names: known.map(shown).join(', '),
  }
}
