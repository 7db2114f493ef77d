/** A machine's words for a report: on one line, without what steers a terminal or is not allowed in XML. */
export const plain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu, ' ').slice(0, 2000)
