/** The first version number in what a program said of itself, e.g. `Vagrant 2.4.9` or `7.1.4r165100`. */
export const versionIn = (said: string): string | undefined => /\b(\d+\.\d+(?:\.\d+)?)/.exec(said)?.[1]

/** Whether a version is at least another one; parts that are not said count as 0. */
export function atLeast(version: string, wanted: string): boolean {
  const [have, want] = [version, wanted].map((text) => text.split('.').map(Number))
  for (const at of [0, 1, 2]) {
    const difference = (have?.[at] ?? 0) - (want?.[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
