/** A number with a point or a comma, and perhaps its unit. */
export function numberOf(text: string | undefined, unit: string): number | undefined {
  const match = /^([+-]?\d{1,15}(?:[.,]\d{1,9})?)(?: ?([^\d\s]{1,10}))?$/.exec(text ?? '')
  if (!match?.[1] || (match[2] !== undefined && match[2] !== unit)) return undefined
  return Number(match[1].replace(',', '.'))
}
