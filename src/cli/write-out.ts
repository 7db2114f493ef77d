import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cannot, wrongUsage } from '../errors.ts'
import { plain } from '../words/plain.ts'
import type { Text } from '../words/say.ts'

/** Writes a text into a file, or several by their names into a folder, which is made; each is there whole or not at all. */
export function writeOut(path: string, content: string | ReadonlyMap<string, string>): void {
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  if (typeof content === 'string' && isFolder) throw wrongUsage(folderThere, { path: plain(path) })
  if (typeof content !== 'string' && existsSync(path) && !isFolder) throw wrongUsage(fileThere, { path: plain(path) })
  if (typeof content === 'string' && !existsSync(dirname(path))) {
    throw wrongUsage(noFolder, { path: plain(path), folder: plain(dirname(path)) })
  }
  try {
    if (typeof content === 'string') writeWhole(path, content)
    else {
      mkdirSync(path, { recursive: true })
      for (const [name, text] of content) writeWhole(join(path, name), text)
    }
  } catch (trouble) {
    const { code } = trouble as NodeJS.ErrnoException
    // The disk being full has a sentence of its own, whatever was written.
    if (code === undefined || code === 'ENOSPC') throw trouble
    throw cannot(notWritten, { path: plain(path), reason: code }, [], trouble)
  }
}

/** Renaming is done at once: an interruption leaves the old file or the new one. */
function writeWhole(path: string, text: string): void {
  const part = `${path}.part`
  try {
    writeFileSync(part, text)
    renameSync(part, path)
  } catch (trouble) {
    rmSync(part, { force: true })
    throw trouble
  }
}

const folderThere: Text = {
  en: '{path} is a folder, and this format is one file: name a file in it after --out.',
  ru: '{path} – папка, а этот формат – один файл: укажите после --out файл в ней.',
}
const fileThere: Text = {
  en: '{path} is a file, and this format is a file for each student: name a folder after --out.',
  ru: '{path} – файл, а в этом формате у каждого студента свой файл: укажите после --out папку.',
}
const noFolder: Text = {
  en: '{path} cannot be written: there is no folder {folder}. Make it, or name another place after --out.',
  ru: 'Записать {path} нельзя: папки {folder} нет. Создайте её или укажите после --out другое место.',
}
const notWritten: Text = {
  en: '{path} could not be written ({reason}). Look whether you may write there, or name another place after --out.',
  ru: 'Записать {path} не удалось ({reason}). Проверьте права на запись или укажите после --out другое место.',
}
