import { z } from 'zod'

/** What a date without a time means: a course opens when the day begins and closes when it is over. */
export type Edge = 'start' | 'end'

const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/
const day = 86_400_000

/**
 * ms since 1970 of a date or a date-time of ISO 8601; what names no offset is a time of the zone (IANA).
 * Undefined where the text is none, or a day that no calendar has.
 */
export function momentOf(text: string, zone: string, edge: Edge): number | undefined {
  const match = form.exec(text)
  if (!match) return undefined
  const [, date = '', time, seconds = ':00', offset] = match
  const written = `${date}T${time ?? '00:00'}${seconds}`
  if (!z.iso.datetime({ local: true, offset: true }).safeParse(`${written}${offset ?? ''}`).success) return undefined
  if (offset !== undefined) return Date.parse(`${written}${offset}`)
  const local = Date.parse(`${written}Z`)
  if (time !== undefined) return inZone(local, zone)
  // Days are as long as the zone makes them: the end of one is the moment before the next.
  return edge === 'start' ? inZone(local, zone) : inZone(local + day, zone) - 1
}

/** The moment at which clocks of a zone show a time, given as if it were UTC. */
function inZone(local: number, zone: string): number {
  const guess = local - offsetAt(local, zone)
  // The clocks may have been changed between the two.
  return local - offsetAt(guess, zone)
}

/** ms by which clocks of a zone are ahead of UTC at a moment. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(moment)
  const [, sign, hours, minutes = '00'] =
    /GMT([+-])(\d{2}):?(\d{2})?/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes)) * 60_000
}
