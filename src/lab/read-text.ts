import { readFileSync, statSync } from 'node:fs'
import { wrongUsage } from '../errors.ts'
import type { Text } from '../words/say.ts'

/** No file that a person writes comes near this; a larger one is a mistake. */
const maxBytes = 1024 * 1024

/**
 * The text of a file that a person writes.
 * @param tooLarge says that it is no such file, of `{file}`
 */
export function readText(file: string, place: string, tooLarge: Text): string {
  if (statSync(file).size > maxBytes) {
    throw wrongUsage(tooLarge, { file: place })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (trouble) {
    if (!(trouble instanceof TypeError)) throw trouble
    throw wrongUsage(
      {
        en: '{file} is not in UTF-8; save it in that encoding.',
        ru: '{file} не в кодировке UTF-8; сохраните его в ней.',
      },
      { file: place },
    )
  }
}
