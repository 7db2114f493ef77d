import { placeOf, rolesOf, templateValues } from '../compile/compile.ts'
import { renderText } from '../compile/render.ts'
import { secretsFrom } from '../compile/secrets.ts'
import type { Opened } from '../lifecycle/open.ts'

/** The shell lines that roles have for an occasion, for one machine or for all that have some. */
export function linesOf(
  occasion: 'settle' | 'lead',
  opened: Opened,
  machine?: string,
): { machine: string; run: string }[] {
  const system = opened.known.systems.get(opened.instance.os)
  if (!system) return []
  return opened.lab.machines
    .filter(({ name }) => machine === undefined || name === machine)
    .flatMap((one) =>
      rolesOf(one, opened.known).flatMap(({ role }) => {
        const lines = role[occasion]
        // No secret is needed: these lines are sent over SSH and must hold none.
        const place = placeOf(one, opened.lab, system, secretsFrom('00'.repeat(32)))
        if (lines === undefined) return []
        const run = renderText(lines, { ...templateValues(place, opened.known), ...role.values?.(place) }).trim()
        return run ? [{ machine: one.name, run }] : []
      }),
    )
}
