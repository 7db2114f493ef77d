/**
 * What can be made out of a lab file whatever else is wrong with it, so that one mistake does not hide
 * another until the next attempt.
 */
export interface Outline {
  machines: readonly { name: string; address?: unknown; group?: unknown }[]
  groups: readonly string[]
  forwards: readonly { machine?: unknown }[]
  network: unknown
  timezone: unknown
}

export function outlineOf(value: unknown): Outline {
  const file = mapOf(value)
  return {
    machines: Object.entries(mapOf(file.machines)).map(([name, machine]) => ({ ...mapOf(machine), name })),
    groups: Object.keys(mapOf(file.groups)),
    forwards: Array.isArray(file.forwards) ? file.forwards.map(mapOf) : [],
    network: file.network,
    timezone: file.timezone,
  }
}

const mapOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
