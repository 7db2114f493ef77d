import { systemNamed } from '../compile/compile.ts'
import { shelfOf } from '../course/load-course.ts'
import { wrongUsage } from '../errors.ts'
import { loadKinds } from '../grading/kinds.ts'
import { loadLab } from '../lab/load.ts'
import { boxChoice } from '../lifecycle/box-choice.ts'
import type { Steps } from '../lifecycle/up.ts'
import { loadKnown } from '../registry.ts'
import type { Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { bundle } from './bundle.ts'
import type { BundleFile } from './bundle-file.ts'
import { type Place, placeFor } from './place.ts'
import { seedFrom } from './seed.ts'

export interface Wish {
  lab: string
  os: string
  out: string
  seed?: string | undefined
  /** `true` where no file is named. */
  withBox?: string | true | undefined
  boxUrl?: readonly string[] | undefined
  boxMirror?: string | undefined
  /** Folder of the exercises of all labs. */
  exercises?: string
}

export interface Ready {
  place: Place
  /** What is not promised of the system. */
  caveat: Text | undefined
  write(steps: Steps, signal: AbortSignal): Promise<BundleFile[]>
}

/** Finds everything wrong with what was asked before anything is written. */
export async function prepare({
  lab: name,
  os,
  out,
  seed: given,
  withBox,
  boxUrl,
  boxMirror,
  exercises,
}: Wish): Promise<Ready> {
  const [known, kinds] = await Promise.all([loadKnown(), loadKinds()])
  const lab = loadLab(name, known)
  const { caveat } = systemNamed(os, known)
  const seed = seedFrom(given)
  const place = placeFor(out)
  const choice = boxChoice(boxUrl?.map(onTheWeb), boxMirror)
  return {
    place,
    caveat,
    write: (steps, signal) => {
      const shelf = shelfOf(lab, kinds, exercises)
      return bundle({ lab, known, os, seed, place, box: withBox, choice, shelf }, steps, signal)
    },
  }
}

/** A file of this computer is none on a student's: it has to come along. */
function onTheWeb(url: string): string {
  if (/^https?:/i.test(url)) return url
  throw wrongUsage(
    {
      en: 'A student\'s computer cannot reach "{url}". Give an address that begins with http:// or https://, or put the file into the bundle: --with-box FILE.',
      ru: 'С компьютера студента «{url}» недоступен. Укажите адрес, который начинается с http:// или https://, или вложите файл в комплект: --with-box ФАЙЛ.',
    },
    { url: shown(url) },
  )
}
