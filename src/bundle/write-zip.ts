import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { BundleFile, Written } from './bundle-file.ts'

/**
 * Writes a bundle as a zip archive that appears under its name only when it is complete. Nothing is compressed: boxes
 * are already, the rest is small, and the bytes do not depend on the version of a compressor.
 */
export async function writeZip(
  target: string,
  files: readonly BundleFile[],
  written: Written,
  signal: AbortSignal,
): Promise<void> {
  const part = `${target}.part`
  const zip = new ZipFile()
  // Archives know local time only: midnight everywhere gives the same bytes everywhere.
  const mtime = new Date(2000, 0, 1)
  for (const { path, mode, content } of files) {
    const options = { mtime, mode: 0o100000 | mode, compress: false, forceDosTimestamp: true }
    if ('text' in content) zip.addBuffer(Buffer.from(content.text), path, options)
    else {
      zip.addReadStreamLazy(path, { ...options, size: content.size }, (give) => {
        const stream = createReadStream(content.from)
        stream.on('data', (chunk) => written(chunk.length))
        give(null, stream)
      })
    }
  }
  zip.on('error', (trouble: Error) => (zip.outputStream as Readable).destroy(trouble))
  zip.end()
  try {
    // Passwords are in it.
    await pipeline(zip.outputStream, createWriteStream(part, { mode: 0o600 }), { signal })
    renameSync(part, target)
  } catch (trouble) {
    rmSync(part, { force: true })
    throw trouble
  }
}
