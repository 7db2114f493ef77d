/** Longer pieces of other people's text drown the sentence around them. */
const limit = 60

/** A piece of a file or of a command line as it may stand in a message: short, on one line, deaf to the terminal. */
export function shown(text: string): string {
  // Half of a surrogate pair and the marks that turn the direction of writing are as harmful as control characters.
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '·')
  const letters = [...visible]
  return letters.length > limit ? `${letters.slice(0, limit).join('')}…` : visible
}
