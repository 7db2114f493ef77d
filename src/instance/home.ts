import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

/** What decides where things are kept; a test puts another computer in its place. */
export interface Whose {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** The person's own folder. */
  person: string
  isRoot: boolean
}

const mine = (): Whose => ({
  platform: process.platform,
  env: process.env,
  person: homedir(),
  isRoot: process.getuid?.() === 0,
})

/** Where images and instances are kept: PGLAB_HOME, else the system's own place for root, else the person's. */
export function home({ platform, env, person, isRoot } = mine()): string {
  if (env.PGLAB_HOME) return env.PGLAB_HOME
  // Virtual disks and secrets must not follow the person from computer to computer, so it is not the roaming folder.
  if (platform === 'win32') return win32.join(env.LOCALAPPDATA || win32.join(person, 'AppData', 'Local'), 'pglab')
  return isRoot ? '/var/lib/pglab' : posix.join(env.XDG_DATA_HOME || posix.join(person, '.local/share'), 'pglab')
}

/** Where a person's choices are kept. */
export function settingsFolder({ platform, env, person } = mine()): string {
  if (platform === 'win32' && !env.XDG_CONFIG_HOME) {
    return win32.join(env.APPDATA || win32.join(person, 'AppData', 'Roaming'), 'pglab')
  }
  return posix.join(env.XDG_CONFIG_HOME || posix.join(person, '.config'), 'pglab')
}
