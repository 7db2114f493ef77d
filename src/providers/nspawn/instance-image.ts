import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { packagesOf, placeOf } from '../../compile/compile.ts'
import { secretsFrom } from '../../compile/secrets.ts'
import { cannot, wrongUsage } from '../../errors.ts'
import type { Instance } from '../../instance/instance.ts'
import { labNames, loadLab } from '../../lab/load.ts'
import { loadKnown } from '../../registry.ts'
import type { Progress } from '../provider.ts'
import { buildImage, type ImageRecipe, imageRoot, imageUsedBy, noteImage } from './image.ts'
import { copyForUsers, imageForUsers } from './image-for-users.ts'

/** Makes the image of an instance that has none yet, or looks whether the given one will do. */
export async function prepareImage(instance: Instance, progress: Progress, signal?: AbortSignal): Promise<void> {
  if (imageUsedBy(instance.folder) !== undefined) return
  const given = givenImage()
  if (given === undefined) await buildImage(await recipeFor(instance.os), progress, signal)
  else assertSystem(given)
  if (instance.firstUid !== undefined) await copyForUsers(await plainImage(instance), instance.firstUid, progress)
}

const plainImage = async (instance: Instance): Promise<string> =>
  givenImage() ?? imageRoot(await recipeFor(instance.os))

/**
 * The folder of a whole system that somebody else has made, e.g. with `dnf --installroot`; new instances stand on it
 * instead of an image of the kit, and their scripts install what is missing in it.
 */
const givenImage = (): string | undefined => (process.env.PGLAB_IMAGE ? resolve(process.env.PGLAB_IMAGE) : undefined)

/** What a system needs for the kit to start it and to come in. */
const needed = ['etc/os-release', 'usr/bin/bash', 'usr/lib/systemd/systemd', 'usr/sbin/sshd']

function assertSystem(image: string): void {
  const missing = needed.find((path) => !existsSync(join(image, path)))
  if (missing === undefined) return
  throw wrongUsage(
    {
      en: 'PGLAB_IMAGE names {image}, and there is no {missing} in it. Name the folder of a whole system with systemd, bash and an OpenSSH server.',
      ru: 'PGLAB_IMAGE указывает на {image}, но там нет {missing}. Укажите папку с полной системой: systemd, bash и сервер OpenSSH.',
    },
    { image, missing },
  )
}

/** The image an instance was made from. */
export async function imageOf(instance: Instance): Promise<string> {
  const noted = imageUsedBy(instance.folder)
  const image = noted ?? imageForUsers(await plainImage(instance), instance.firstUid)
  if (noted === undefined) noteImage(instance.folder, image)
  if (existsSync(image)) return image
  throw cannot(
    {
      en: 'The base image of "{name}" is gone ({image}). Make the lab anew: ./pglab destroy --name {name}, then up.',
      ru: 'Базового образа экземпляра «{name}» больше нет ({image}). Создайте лабораторию заново: ./pglab destroy --name {name}, затем up.',
    },
    { name: instance.name, image },
  )
}

/** One image carries the packages of every lab, so a second lab costs no second image. */
export async function recipeFor(system: string): Promise<ImageRecipe> {
  const known = await loadKnown()
  const found = known.systems.get(system)
  if (!found?.container) {
    throw cannot(
      {
        en: 'Containers of {system} cannot be made; use --os {known} or --provider vagrant, or name the folder of a whole system: PGLAB_IMAGE=FOLDER.',
        ru: 'Контейнеры с {system} собрать нельзя; укажите --os {known} или --provider vagrant либо папку с готовой системой: PGLAB_IMAGE=ПАПКА.',
      },
      {
        system,
        known: [...known.systems]
          .filter(([, { container }]) => container)
          .map(([id]) => id)
          .join(', '),
      },
    )
  }
  const secrets = secretsFrom('00'.repeat(32))
  const places = labNames().flatMap((name) => {
    const lab = loadLab(name, known)
    return lab.machines.map((machine) => placeOf(machine, lab, found, secrets))
  })
  return { system, ...found.container, packages: packagesOf(found, places, known) }
}
