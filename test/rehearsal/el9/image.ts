import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { must } from '../../../src/host/run.ts'
import { withLock } from '../../../src/instance/lock.ts'
import { buildImage, imageRoot } from '../../../src/providers/nspawn/image.ts'
import { recipeFor } from '../../../src/providers/nspawn/instance-image.ts'
import { rehearsalImage } from '../../../src/self-test/rehearsal.ts'

/*
 * Makes the image of the EL9 rehearsal unless it is there: a box that takes itself for Rocky Linux 9, with the real dnf
 * and with packages that bear the names of EL9 around the programs of the kit's Debian image.
 */
const here = import.meta.dirname
const say = (line: string) => console.log(line)

/** Changes with whatever goes into the image. */
function digestOf(base: string): string {
  const files = readdirSync(here, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const digest = createHash('sha256').update(base)
  for (const file of files) digest.update(file.slice(here.length)).update(readFileSync(file))
  return digest.digest('hex')
}

const recipe = await recipeFor('debian13')
await buildImage(recipe, say)
await withLock('the image of the EL9 rehearsal', async () => {
  const image = rehearsalImage()
  const digest = digestOf(imageRoot(recipe))
  const note = join(image, 'etc/rehearsal')
  if (existsSync(note) && readFileSync(note, 'utf8') === digest) return
  say('making the box of the EL9 rehearsal, which takes a minute or two')
  const part = `${image}.part`
  for (const old of [part, image]) rmSync(old, { recursive: true, force: true })
  mkdirSync(dirname(image), { recursive: true, mode: 0o755 })
  const program = join(here, 'make-image.sh')
  await must('unshare', ['--mount', '--propagation', 'slave', program, imageRoot(recipe), part], { limit: 900_000 })
  writeFileSync(join(part, 'etc/rehearsal'), digest)
  renameSync(part, image)
})
