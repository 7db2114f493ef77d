import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where images and instances are kept: PGLAB_HOME, else the system's own place for root, else the person's. */
export const home = (): string =>
  process.env.PGLAB_HOME ||
  (process.getuid?.() === 0
    ? '/var/lib/pglab'
    : join(process.env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'pglab'))
