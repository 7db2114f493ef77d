import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Build, compile } from '../compile/compile.ts'
import { secretsFrom } from '../compile/secrets.ts'
import { cannot } from '../errors.ts'
import { loadLab } from '../lab/load.ts'
import { loadKnown } from '../registry.ts'

/** Compiles a lab into a folder and gives the paths written. A second time keeps the secrets of the first. */
export async function writeBuild(name: string, os: string, folder: string): Promise<string[]> {
  const known = await loadKnown()
  const lab = loadLab(name, known)
  try {
    mkdirSync(join(folder, 'machines'), { recursive: true })
    return writeFiles(compile({ lab, known, os, secrets: secretsFrom(seedIn(folder)) }), folder)
  } catch (trouble) {
    const { code } = trouble as NodeJS.ErrnoException
    if (!code || typeof code !== 'string') throw trouble
    throw cannot(
      {
        en: 'The folder {folder} cannot be written ({code}). Choose another with --out.',
        ru: 'В папку {folder} записать нельзя ({code}). Укажите другую: --out.',
      },
      { folder, code },
      [],
      trouble,
    )
  }
}

/** Writes a build; scripts are for their owner alone, because passwords are in them. */
export function writeFiles(build: Build, folder: string): string[] {
  const scripts = build.machines.map(({ path, script }) => write(join(folder, path), script, 0o700))
  return [write(join(folder, 'Vagrantfile'), build.vagrantfile, 0o644), ...scripts]
}

function write(path: string, text: string, mode: number): string {
  writeFileSync(path, text, { mode })
  chmodSync(path, mode)
  return path
}

function seedIn(folder: string): string {
  const file = join(folder, '.seed')
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}
