import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { wrongUsage } from '../../errors.ts'
import { plain } from '../../words/plain.ts'
import { ending } from './format.ts'

/** A learning platform packs each file into a folder of its own, perhaps by groups; deeper lies nothing of ours. */
const deepest = 4
/** Files a class may hand in; more are a wrong folder. */
const most = 20_000

/** Paths of the submissions below a folder, in order. Links are not followed: an archive of a student may hold some. */
export function submissionsIn(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw wrongUsage({ en: 'There is no folder {folder}.', ru: 'Папки {folder} нет.' }, { folder: plain(folder) })
  }
  const found = below(folder, '', deepest)
  if (found.length === 0) {
    throw wrongUsage(
      {
        en: 'No file in {folder} ends in {ending}: put the files there that your students made with ./pglab submit.',
        ru: 'В папке {folder} нет файлов {ending}: положите туда файлы, которые студенты создали командой ./pglab submit.',
      },
      { folder: plain(folder), ending },
    )
  }
  if (found.length <= most) return found.sort()
  throw wrongUsage(
    {
      en: 'There are more than {most} submissions in {folder}; give them in several folders.',
      ru: 'В папке {folder} больше {most} работ; разложите их по нескольким папкам.',
    },
    { folder: plain(folder), most },
  )
}

function below(folder: string, path: string, depth: number): string[] {
  return entriesOf(join(folder, path)).flatMap((entry) => {
    const inner = path === '' ? entry.name : join(path, entry.name)
    if (entry.isDirectory()) return depth > 0 ? below(folder, inner, depth - 1) : []
    return entry.isFile() && entry.name.toLowerCase().endsWith(ending) ? [inner] : []
  })
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    // A folder that may not be read holds nothing for us.
    return []
  }
}
