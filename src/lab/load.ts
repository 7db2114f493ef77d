import { existsSync, readdirSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { wrongUsage } from '../errors.ts'
import type { Known } from '../registry.ts'
import { root } from '../root.ts'
import { nearest } from '../words/nearest.ts'
import type { Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import type { Lab } from './lab.ts'
import { mistakesIn } from './mistakes.ts'
import { labName } from './names.ts'
import { parseLab } from './parse.ts'
import { readText } from './read-text.ts'

export const labFolder = join(root, 'labs')

export const labNames = (folder = labFolder): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => basename(file, '.yaml'))
        .sort()
    : []

/** Reads a lab by its name. Throws a usage error that lists everything wrong, each with file:line:column. */
export function loadLab(name: string, known: Known, folder = labFolder): Lab {
  const names = labNames(folder)
  if (!labName.test(name) || !names.includes(name)) {
    const close = nearest(name, names)
    throw wrongUsage(
      {
        en: 'There is no lab "{name}". {guess, select, yes {Did you mean "{close}"? } other {}}Known labs: {known}.',
        ru: 'Лаборатории «{name}» нет. {guess, select, yes {Возможно, имеется в виду «{close}»? } other {}}Есть: {known}.',
      },
      { name: shown(name), guess: close ? 'yes' : 'no', close: close ?? '', known: names.join(', ') },
    )
  }
  return readLab(join(folder, `${name}.yaml`), known)
}

/** Reads one lab file. */
export function readLab(file: string, known: Known): Lab {
  const place = relative(process.cwd(), file) || file
  const { lab, findings } = parseLab(basename(file, '.yaml'), readText(file, place, tooLarge), known)
  if (lab) return lab
  throw mistakesIn(place, findings)
}

const tooLarge: Text = {
  en: '{file} is larger than 1 MiB; a lab file is a page or two.',
  ru: '{file} больше 1 МиБ; файл лаборатории занимает страницу-две.',
}
