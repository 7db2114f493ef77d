import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = fileURLToPath(import.meta.url)

/** The folder of the project, whether the code runs from its sources or from dist/. */
export const root = (() => {
  let folder = dirname(here)
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`no package.json above ${here}`)
    folder = parent
  }
  return folder
})()

const compiled = here.endsWith('.js')

/** Ending of the program files that run now: `.js` when built, `.ts` from the sources. */
export const ending = compiled ? '.js' : '.ts'

/** The folder below which the running program files lie. */
export const programRoot = compiled ? join(root, 'dist') : root

/** Loads one program file named by its path below the project, without ending. */
export const loadProgram = async (path: string): Promise<unknown> =>
  ((await import(pathToFileURL(join(programRoot, path + ending)).href)) as { default: unknown }).default
