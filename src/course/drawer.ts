import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Drawer } from './draw.ts'
import { courseFolder } from './journal.ts'

/** Whoever learns alone on this computer: a secret of its own, drawn once. */
export function localDrawer(): Drawer {
  const file = join(courseFolder(), 'secret')
  if (!existsSync(file)) {
    mkdirSync(courseFolder(), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  }
  return { secret: readFileSync(file, 'utf8').trim(), student: 'self' }
}
