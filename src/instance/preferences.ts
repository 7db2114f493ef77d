import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { settingsFolder } from './home.ts'

/** What one person chose once and does not want to say again. */
export interface Preferences {
  language?: string
}

const file = (): string => join(settingsFolder(), 'preferences.json')

export function readPreferences(): Preferences {
  try {
    const read: unknown = JSON.parse(readFileSync(file(), 'utf8'))
    return typeof read === 'object' && read !== null ? read : {}
  } catch {
    // No file, or one that cannot be read: the person has chosen nothing yet.
    return {}
  }
}

export function savePreferences(change: Preferences): void {
  mkdirSync(dirname(file()), { recursive: true })
  writeFileSync(file(), `${JSON.stringify({ ...readPreferences(), ...change }, null, 2)}\n`)
}
