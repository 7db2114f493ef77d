import { existsSync } from 'node:fs'
import { packagesOf, placeOf } from '../../compile/compile.ts'
import { secretsFrom } from '../../compile/secrets.ts'
import { cannot } from '../../errors.ts'
import type { Instance } from '../../instance/instance.ts'
import { labNames, loadLab } from '../../lab/load.ts'
import { loadKnown } from '../../registry.ts'
import type { Progress } from '../provider.ts'
import { buildImage, type ImageRecipe, imageRoot, imageUsedBy, noteImage } from './image.ts'

/** Makes the image of an instance that has none yet. */
export async function prepareImage(instance: Instance, progress: Progress, signal?: AbortSignal): Promise<void> {
  if (imageUsedBy(instance.folder) === undefined) await buildImage(await recipeFor(instance.os), progress, signal)
}

/** The image an instance was made from. */
export async function imageOf(instance: Instance): Promise<string> {
  const noted = imageUsedBy(instance.folder)
  const image = noted ?? imageRoot(await recipeFor(instance.os))
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
async function recipeFor(system: string): Promise<ImageRecipe> {
  const known = await loadKnown()
  const found = known.systems.get(system)
  if (!found?.container) {
    throw cannot(
      {
        en: 'Containers of {system} cannot be made; use --os {known} or --provider vagrant.',
        ru: 'Контейнеры с {system} собрать нельзя; укажите --os {known} или --provider vagrant.',
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
