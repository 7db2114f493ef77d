import { chmodSync, createReadStream, createWriteStream, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BundleFile, Written } from './bundle-file.ts'
import { filesIn, manifestFile } from './manifest.ts'

/**
 * Writes a bundle as a folder. Over a former bundle, what that one had and this one has not goes away; whatever else
 * lies there stays, Vagrant's notes of its machines first of all.
 */
export async function writeFolder(
  target: string,
  files: readonly BundleFile[],
  written: Written,
  signal: AbortSignal,
): Promise<void> {
  const before = former(target)
  for (const file of files) await write(join(target, file.path), file, written, signal)
  const now = new Set(files.map(({ path }) => path))
  for (const path of before) if (!now.has(path)) rmSync(join(target, path), { force: true })
}

/** Writes beside and moves over, so that there is never half a file. */
async function write(path: string, { mode, content }: BundleFile, written: Written, signal: AbortSignal) {
  mkdirSync(dirname(path), { recursive: true })
  const part = `${path}.part`
  const source = 'text' in content ? Readable.from([content.text]) : createReadStream(content.from)
  if (!('text' in content)) source.on('data', (chunk: Buffer) => written(chunk.length))
  try {
    await pipeline(source, createWriteStream(part, { mode }), { signal })
    chmodSync(part, mode)
    renameSync(part, path)
  } catch (trouble) {
    rmSync(part, { force: true })
    throw trouble
  }
}

function former(target: string): string[] {
  try {
    return filesIn(readFileSync(join(target, manifestFile), 'utf8')) ?? []
  } catch {
    return []
  }
}
