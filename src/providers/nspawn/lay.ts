import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A file for a layer; mode and owner are those of the file below it, unless it says its own. */
export interface Placed {
  /** Without a leading slash. */
  path: string
  text: string
  mode?: number
}

/**
 * Writes a file into a layer above others. Folders in a layer take the place of those below, so each gets the mode
 * and the owner of the one it covers; a file that covers none belongs to whom its folder belongs.
 * @param below folders of the layers below, the uppermost first
 */
export function lay(layer: string, below: readonly string[], { path, text, mode }: Placed): void {
  coverFolder(layer, below, dirname(path))
  const covered = find(below, path)
  const owner = covered ?? lstatSync(join(layer, dirname(path)))
  const file = join(layer, path)
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  chownSync(file, owner.uid, owner.gid)
  chmodSync(file, mode ?? (covered?.mode ?? 0o600) & 0o7777)
}

function coverFolder(layer: string, below: readonly string[], path: string): void {
  if (path === '.' || existsSync(join(layer, path))) return
  coverFolder(layer, below, dirname(path))
  const covered = find(below, path)
  const owner = covered ?? lstatSync(join(layer, dirname(path)))
  mkdirSync(join(layer, path))
  chownSync(join(layer, path), owner.uid, owner.gid)
  chmodSync(join(layer, path), covered ? covered.mode & 0o7777 : 0o700)
}

function find(layers: readonly string[], path: string) {
  for (const layer of layers) {
    try {
      return lstatSync(join(layer, path))
    } catch {
      // Not in this one.
    }
  }
  return undefined
}
