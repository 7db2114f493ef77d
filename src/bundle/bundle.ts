import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BoxChoice } from '../compile/box.ts'
import { compile, systemNamed } from '../compile/compile.ts'
import { secretsFrom } from '../compile/secrets.ts'
import type { System } from '../compile/system.ts'
import type { Shelf } from '../course/load-exercise.ts'
import { cannot } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import type { Steps } from '../lifecycle/up.ts'
import type { Known } from '../registry.ts'
import { language } from '../words/say.ts'
import type { PackedBox } from './box/packed-box.ts'
import { dropDownload, takeBox } from './box/take-box.ts'
import type { BundleFile } from './bundle-file.ts'
import { contents } from './contents.ts'
import { exercisePages } from './exercise-pages.ts'
import type { Place } from './place.ts'
import { counting } from './progress.ts'
import { writeFolder } from './write-folder.ts'
import { writeZip } from './write-zip.ts'

export interface BundleRequest {
  lab: Lab
  known: Known
  os: string
  /** Hexadecimal digits out of which all secrets grow. */
  seed: string
  place: Place
  /** A box that goes into the bundle: its file or address, or `true` where it is to be made here. */
  box: string | true | undefined
  /** The exercises of the lab. */
  shelf: Shelf
  /** Where boxes come from, where none is in the bundle. */
  choice: BoxChoice
}

/** Puts together what a student needs to bring a lab up with Vagrant alone, and gives the files of it. */
export async function bundle(request: BundleRequest, steps: Steps, signal: AbortSignal): Promise<BundleFile[]> {
  const { place } = request
  try {
    mkdirSync(dirname(place.path), { recursive: true })
    const box = await takeBox(request, steps, signal)
    const files = filesOf(request, box)
    const write = place.kind === 'zip' ? writeZip : writeFolder
    if (box === undefined) await write(place.path, files, () => {}, signal)
    else await steps.step('bundle', (tell) => write(place.path, files, counting(box.size, tell), signal))
    return files
  } catch (trouble) {
    throw explained(trouble, place.path)
  } finally {
    dropDownload(request)
  }
}

function filesOf({ lab, known, os, seed, choice, shelf }: BundleRequest, box: PackedBox | undefined): BundleFile[] {
  const system = withBox(systemNamed(os, known), box)
  const build = compile({
    lab,
    known: { ...known, systems: new Map([...known.systems, [os, system]]) },
    os,
    secrets: secretsFrom(seed),
    language: language(),
    box: choice,
  })
  const exercises = exercisePages(shelf, seed)
  return contents({ build, system, roles: known.roles, language: language(), exercises, box })
}

/** A system whose machines are copied from the box in the bundle and from no other. */
const withBox = (system: System, box: PackedBox | undefined): System =>
  box ? { ...system, box: { name: box.name, sha256: box.sha256, urls: {} } } : system

function explained(trouble: unknown, path: string): unknown {
  const { code } = trouble as NodeJS.ErrnoException
  // A full disk has its own words wherever it happens.
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code) || code === 'ENOSPC') return trouble
  return cannot(
    {
      en: 'The bundle {path} cannot be written ({code}). Choose another place with --out.',
      ru: 'Записать комплект {path} нельзя ({code}). Укажите другое место: --out.',
    },
    { path, code },
    [],
    trouble,
  )
}
