import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BoxChoice } from '../compile/box.ts'
import { type Build, compile, systemNamed } from '../compile/compile.ts'
import { secretsFrom } from '../compile/secrets.ts'
import type { System } from '../compile/system.ts'
import { cannot } from '../errors.ts'
import { loadLab } from '../lab/load.ts'
import { loadKnown } from '../registry.ts'
import { language } from '../words/say.ts'

export interface BuildRequest {
  lab: string
  os: string
  folder: string
  box: BoxChoice
}

export interface WrittenBuild {
  build: Build
  system: System
  /** Paths of what was written. */
  files: string[]
}

/** Compiles a lab into a folder. A second time keeps the secrets of the first. */
export async function writeBuild({ lab: name, os, folder, box }: BuildRequest): Promise<WrittenBuild> {
  const known = await loadKnown()
  // What is not offered is refused before the folder is touched.
  const system = systemNamed(os, known)
  const lab = loadLab(name, known)
  try {
    mkdirSync(join(folder, 'machines'), { recursive: true })
    const build = compile({ lab, known, os, box, language: language(), secrets: secretsFrom(seedIn(folder)) })
    return { build, system, files: writeFiles(build, folder) }
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
