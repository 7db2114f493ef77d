import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { wrongUsage } from '../errors.ts'
import { filesIn, manifestFile } from './manifest.ts'

/** Where a bundle goes and what is there already. */
export interface Place {
  kind: 'zip' | 'folder'
  path: string
  /** An earlier bundle lies there and would be replaced. */
  taken: boolean
}

/** Looks at the place for a bundle. Throws where something else is: that is never overwritten. */
export function placeFor(out: string): Place {
  const path = resolve(out)
  const kind = /\.zip$/i.test(path) ? 'zip' : 'folder'
  if (!existsSync(path)) return { kind, path, taken: false }
  if (kind === 'folder' && statSync(path).isDirectory()) {
    if (readdirSync(path).length === 0) return { kind, path, taken: false }
    if (isBundleFolder(path)) return { kind, path, taken: true }
  }
  if (kind === 'zip' && statSync(path).isFile() && isBundleZip(path)) return { kind, path, taken: true }
  throw wrongUsage(
    {
      en: '{path} is there and is no bundle, so it stays as it is. Choose another name with --out.',
      ru: '{path} уже есть, и это не комплект pglab, поэтому оставлено как было. Укажите другое имя: --out.',
    },
    { path },
  )
}

const isBundleFolder = (path: string): boolean =>
  existsSync(join(path, manifestFile)) && filesIn(readFileSync(join(path, manifestFile), 'utf8')) !== undefined

/** Archives begin with the head of their first file: a signature, 26 bytes of numbers, then its name (APPNOTE 4.3.7). */
function isBundleZip(path: string): boolean {
  const head = Buffer.alloc(30 + manifestFile.length)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  return head.toString('latin1', 0, 4) === 'PK\x03\x04' && head.toString('latin1', 30) === manifestFile
}
