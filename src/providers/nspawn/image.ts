import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { cannot } from '../../errors.ts'
import { assertRoom } from '../../host/disk.ts'
import { lastLines, run } from '../../host/run.ts'
import { home } from '../../instance/home.ts'
import { withLock } from '../../instance/lock.ts'
import { instanceFolder, instanceNames } from '../../instance/store.ts'
import { root } from '../../root.ts'
import type { Progress } from '../provider.ts'

/** What the image is made of. */
export interface ImageRecipe {
  /** Identifier of the system, for the folder's name. */
  system: string
  suite: string
  /** Scripts run inside the new system before and after its packages, by path in provision/. */
  prepare: string
  finish: string
  packages: readonly string[]
}

/** What a container needs besides its roles: an init, a bus for the tools that want one, and a way in. */
const always = ['ca-certificates', 'dbus', 'openssh-server', 'systemd-sysv', 'udev']

/** Bytes. The image takes 740 MB, and its packages lie beside it while it is made. */
const imageSize = 2_500_000_000

export const imagesFolder = (): string => join(home(), 'images')

/** The folder of the image; another recipe is another image. */
export function imageRoot(recipe: ImageRecipe): string {
  const scripts = [recipe.prepare, recipe.finish].map((path) => readFileSync(join(root, 'provision', path), 'utf8'))
  const digest = createHash('sha256')
    .update(JSON.stringify([recipe.suite, always, recipe.packages, scripts]))
    .digest('hex')
  return join(imagesFolder(), `${recipe.system}-${digest.slice(0, 12)}`)
}

const imageExists = (recipe: ImageRecipe): boolean => existsSync(imageRoot(recipe))

/** Makes the image unless it is there. It appears under its name only when it is complete. */
export async function buildImage(recipe: ImageRecipe, progress: Progress, signal?: AbortSignal): Promise<void> {
  if (imageExists(recipe)) return
  await withLock('the base image', async () => {
    // What a killed build left; nobody else can be building, we hold the lock.
    mkdirSync(imagesFolder(), { recursive: true, mode: 0o755 })
    for (const name of readdirSync(imagesFolder())) {
      if (name.endsWith('.part')) rmSync(join(imagesFolder(), name), { recursive: true, force: true })
    }
    if (imageExists(recipe)) return
    removeUnused(recipe.system)
    assertRoom(imagesFolder(), imageSize, { en: 'making the base image', ru: 'сборка базового образа' })
    const part = `${imageRoot(recipe)}.part`
    try {
      await debootstrap(recipe, part, progress, signal)
      renameSync(part, imageRoot(recipe))
    } catch (trouble) {
      rmSync(part, { recursive: true, force: true })
      throw trouble
    }
  })
}

async function debootstrap(
  recipe: ImageRecipe,
  target: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const provision = join(root, 'provision')
  const args = [
    '--variant=minbase',
    '--mode=root',
    `--include=${[...always, ...recipe.packages].join(',')}`,
    // Manuals and documentation would double the size.
    '--dpkgopt=path-exclude=/usr/share/man/*',
    '--dpkgopt=path-exclude=/usr/share/doc/*',
    '--dpkgopt=path-include=/usr/share/doc/*/copyright',
    `--essential-hook=${join(provision, recipe.prepare)} "$1"`,
    `--customize-hook=${join(provision, recipe.finish)} "$1"`,
    recipe.suite,
    target,
    // Without an address mmdebstrap takes the distribution's own; a class with a mirror names it.
    ...(process.env.PGLAB_MIRROR ? [process.env.PGLAB_MIRROR] : []),
  ]
  const log: string[] = []
  // A mount namespace of its own: a killed build leaves no mounts on the host.
  const ran = await run('unshare', ['--mount', '--propagation', 'slave', 'mmdebstrap', ...args], {
    limit: 1_800_000,
    signal,
    onLine: (line) => {
      log.push(line)
      const step = /^I: (.*)/.exec(line)?.[1]
      if (step) progress(step)
    },
  })
  if (ran.code === 0) return
  const file = join(home(), 'image.log')
  writeFileSync(file, `${log.join('\n')}\n`)
  throw cannot(
    {
      en: 'The base image could not be built. If the packages cannot be reached, check the network or name a mirror: PGLAB_MIRROR=http://… ./pglab up. The whole log is in {file}; it ends with:',
      ru: 'Базовый образ собрать не удалось. Если недоступны пакеты, проверьте сеть или укажите зеркало: PGLAB_MIRROR=http://… ./pglab up. Полный журнал: {file}; его конец:',
    },
    { file },
    lastLines(log.join('\n'), 8),
  )
}

/** An image of an older recipe goes once no instance stands on it or on a copy of it for other users. */
function removeUnused(system: string): void {
  const recipeOf = (image: string): string | undefined =>
    new RegExp(`^${system}-[0-9a-f]{12}(?![0-9a-f])`).exec(basename(image))?.[0]
  const used = new Set(
    instanceNames()
      .flatMap((name) => imageUsedBy(instanceFolder(name)) ?? [])
      .map(recipeOf),
  )
  for (const name of readdirSync(imagesFolder())) {
    const recipe = recipeOf(name)
    if (recipe && !used.has(recipe)) rmSync(join(imagesFolder(), name), { recursive: true, force: true })
  }
}

/** Where an instance notes the image it was made from: what its machines have written fits no other. */
const noteOf = (folder: string): string => join(folder, 'image')

export function imageUsedBy(folder: string): string | undefined {
  return existsSync(noteOf(folder)) ? readFileSync(noteOf(folder), 'utf8') : undefined
}

export const noteImage = (folder: string, image: string): void => writeFileSync(noteOf(folder), image)
