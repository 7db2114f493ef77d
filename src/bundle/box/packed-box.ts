import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { boxFile, type VagrantProvider, vagrantProviders } from '../../compile/box.ts'
import { wrongUsage } from '../../errors.ts'
import { run } from '../../host/run.ts'
import type { Written } from '../bundle-file.ts'

/** A box that goes into the bundle. */
export interface PackedBox {
  /** Where it lies on this computer. */
  file: string
  /** Bytes */
  size: number
  /** Path inside the bundle, where the Vagrantfile looks first. */
  path: string
  /** Name under which Vagrant keeps it: another file is another box, and an old one is never taken for it. */
  name: string
  sha256: string
}

/** ms. Vagrant's description may be the last thing in a large archive. */
const limit = 600_000

const metadata = z.object({ provider: z.enum(vagrantProviders) })

/** Looks into a box file and reads it once for its checksum, which students' computers will compare. */
export async function packedBox(
  file: string,
  lab: string,
  os: string,
  read: Written,
  signal: AbortSignal,
): Promise<PackedBox> {
  if (!existsSync(file) || !statSync(file).isFile()) throw noFile(file)
  const [provider, sha256] = await Promise.all([providerOf(file, signal), checksum(file, read, signal)])
  return {
    file,
    size: statSync(file).size,
    path: boxFile(os, provider),
    name: `pglab/${lab}-${os}-${sha256.slice(0, 8)}`,
    sha256,
  }
}

/** A box is an archive with metadata.json in it, which names its provider (Vagrant's documentation, "Box File Format"). */
async function providerOf(file: string, signal: AbortSignal): Promise<VagrantProvider> {
  // By its name alone in its own folder: to GNU tar a colon means another host, and a dash an option.
  const args = ['-xOf', `./${basename(file)}`, 'metadata.json', './metadata.json']
  const { stdout } = await run('tar', args, { cwd: dirname(file), limit, signal })
  try {
    return metadata.parse(JSON.parse(stdout)).provider
  } catch {
    throw noBox(file)
  }
}

async function checksum(file: string, read: Written, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  const stream = createReadStream(file, { highWaterMark: 1024 * 1024 })
  stream.on('data', (chunk) => read(chunk.length))
  await pipeline(stream, hash, { signal })
  return hash.digest('hex')
}

const noFile = (file: string) =>
  wrongUsage(
    {
      en: 'There is no file {file}. Name a box file after --with-box: the one that vagrant package wrote.',
      ru: 'Файла {file} нет. После --with-box укажите файл образа, записанный командой vagrant package.',
    },
    { file },
  )

const noBox = (file: string) =>
  wrongUsage(
    {
      en: '{file} is no box of Vagrant for {known}: its metadata.json names none of them. Make one with: vagrant package',
      ru: '{file} – не образ Vagrant для {known}: ни один из них не назван в его metadata.json. Создайте образ командой vagrant package',
    },
    { file, known: vagrantProviders.join(', ') },
  )
