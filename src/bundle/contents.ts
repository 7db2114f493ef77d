import type { PackedBox } from './box/packed-box.ts'
import type { BundleFile } from './bundle-file.ts'
import { type ExercisePage, titleOf } from './exercise-pages.ts'
import { manifestFile, manifestText } from './manifest.ts'
import { page } from './page.ts'
import { type ReadmeInput, readme } from './readme.ts'

export interface ContentsInput extends Omit<ReadmeInput, 'box'> {
  box: PackedBox | undefined
}

/** Everything that goes into a bundle, in its order. Pure: the same input gives the same files. */
export function contents(input: ContentsInput): BundleFile[] {
  const { build, language, exercises, box } = input
  const text = readme({ ...input, box: box?.path })
  const pages: ExercisePage[] = [{ path: 'README.md', text }, ...exercises]
  const files = [
    ...pages.flatMap((one) => [
      plain(one.path, one.text),
      plain(one.path.replace(/\.md$/, '.html'), page(one.text, titleOf(one), language)),
    ]),
    plain('Vagrantfile', build.vagrantfile),
    ...build.machines.map(({ path, script }): BundleFile => ({ path, mode: 0o700, content: { text: script } })),
    ...(box ? [{ path: box.path, mode: 0o644, content: { from: box.file, size: box.size } }] : []),
  ]
  return [plain(manifestFile, manifestText(build, language, files)), ...files]
}

const plain = (path: string, text: string): BundleFile => ({ path, mode: 0o644, content: { text } })
