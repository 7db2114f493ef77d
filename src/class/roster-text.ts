/** How the text of a roster was written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1251'

/**
 * The text of a roster. UTF-8 with or without a byte order mark; UTF-16, which Excel calls Unicode text; and
 * Windows-1251, in which a Russian Excel saves CSV: it is read where every byte beyond ASCII is a Russian letter or a
 * mark that Russian prose uses, and the words begin as words do. Undefined where it is none of these: a name in the
 * wrong letters would be worse than no name.
 */
export function decoded(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return read(bytes, 'utf-16le')
  const utf8 = read(bytes, 'utf-8')
  if (utf8) return utf8
  const russian = read(bytes, 'windows-1251')
  return russian && isRussian(russian.text) ? russian : undefined
}

function read(bytes: Uint8Array, encoding: Encoding): { text: string; encoding: Encoding } | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : { text, encoding }
  } catch {
    return undefined
  }
}

const allowed = /^[\s!-~А-яЁё№«»–—…„“”’]*$/

/** KOI8-R has the same bytes for letters with capitals and small ones the other way round. */
const isRussian = (text: string): boolean => {
  const words = text.match(/[А-яЁё]{2,}/g) ?? []
  const inverted = words.filter((word) => /^[а-яё][А-ЯЁ]/.test(word)).length
  return allowed.test(text) && words.length > 0 && inverted * 2 < words.length
}
