import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs lie here even where an ordinary user's PATH does not say so. */
const always = ['/usr/sbin', '/sbin']

/** Those of the named programs that this host does not have. */
export const missingPrograms = (names: readonly string[]): string[] => names.filter((name) => !isInstalled(name))

function isInstalled(name: string): boolean {
  return [...(process.env.PATH ?? '').split(delimiter), ...always].some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
