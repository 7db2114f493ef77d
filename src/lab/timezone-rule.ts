import { alternatives } from './alternatives.ts'
import type { Contradiction } from './contradiction.ts'
import type { Outline } from './outline.ts'

/** A zone of the right form that does not exist would stop the script in the middle of the machine. */
export function timezoneRule({ timezone: zone }: Pick<Outline, 'timezone'>): Contradiction[] {
  if (typeof zone !== 'string' || !/^[\w+/-]+$/.test(zone) || zoneExists(zone)) return []
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  return [
    {
      path: ['timezone'],
      text: {
        en: 'there is no time zone "{word}"{guess, select, yes {, perhaps "{close}"} other {; expected a name such as Europe/Moscow or UTC}}',
        ru: 'часового пояса «{word}» нет{guess, select, yes {, возможно, имеется в виду «{close}»} other {; ожидается имя вида Europe/Moscow или UTC}}',
      },
      params: alternatives(zone, zones),
    },
  ]
}

/** File names on the machines tell capitals from small letters, and JavaScript does not. */
function zoneExists(zone: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions()
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase()
  } catch {
    return false
  }
}
