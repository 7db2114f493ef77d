import { z } from 'zod'
import type { Build } from '../compile/compile.ts'
import type { Language } from '../words/say.ts'
import type { BundleFile } from './bundle-file.ts'

/** The first file of every bundle: by it a bundle is known again, and what belongs to it. */
export const manifestFile = 'pglab-bundle.json'

const shape = z.object({ files: z.array(z.string()) })

export const manifestText = ({ lab, os }: Build, language: Language, files: readonly BundleFile[]): string =>
  `${JSON.stringify({ lab: lab.id, os, language, files: files.map(({ path }) => path) }, null, 2)}\n`

/** The paths in a bundle, by its manifest; nothing where it cannot be one. */
export function filesIn(manifest: string): string[] | undefined {
  try {
    const { files } = shape.parse(JSON.parse(manifest))
    // Whoever changed the file must not lead us out of the folder.
    return files.filter((path) => !/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(path))
  } catch {
    return undefined
  }
}
