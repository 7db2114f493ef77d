import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wrongUsage } from '../errors.ts'
import { loadLab } from '../lab/load.ts'
import { loadKnown } from '../registry.ts'
import { root } from '../root.ts'
import { shown } from '../words/shown.ts'
import { skeleton } from './skeleton.ts'

/** Writes the skeleton of an exercise in both languages; gives the files. Never touches one that is there. */
export async function newExercise(lab: string, name: string): Promise<string[]> {
  const { id } = loadLab(lab, await loadKnown())
  if (!/^\d\d-[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw wrongUsage(
      {
        en: '"{name}" is no name for an exercise: two digits and a word are wanted, e.g. 33-my-exercise.',
        ru: '«{name}» не годится как имя упражнения: нужны две цифры и слово, например 33-my-exercise.',
      },
      { name: shown(name) },
    )
  }
  const folder = join(root, 'exercises', id, name)
  if (existsSync(folder)) {
    throw wrongUsage(
      { en: 'The folder {folder} is there already.', ru: 'Папка {folder} уже есть.' },
      { folder: join('exercises', id, name) },
    )
  }
  mkdirSync(folder, { recursive: true })
  return Object.entries(skeleton).map(([file, text]) => {
    writeFileSync(join(folder, file), text)
    return join('exercises', id, name, file)
  })
}
