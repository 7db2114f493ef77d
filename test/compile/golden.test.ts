import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { labNames } from '../../src/lab/load.ts'
import { root } from '../../src/root.ts'
import { built, filesOf, systems } from './built.ts'

// PGLAB_UPDATE_GOLDEN=1 writes what is compiled now; the difference in git is there to be read.
const folder = join(root, 'test/golden')
const update = process.env.PGLAB_UPDATE_GOLDEN === '1'

for (const lab of labNames()) {
  for (const os of systems) {
    t.test(`${lab} on ${os}`, (t) => {
      const place = join(folder, lab, os)
      const files = filesOf(built(lab, os))
      if (update) write(place, files)
      for (const [path, text] of files) {
        const file = join(place, path)
        t.ok(existsSync(file) && readFileSync(file, 'utf8') === text, `${path} is as before: npm run golden, git diff`)
      }
      t.strictSame(filesIn(place), files.map(([path]) => path).sort(), 'no other files')
      t.strictSame(filesOf(built(lab, os)), files, 'compiled again, the same bytes')
      t.end()
    })
  }
}

function write(place: string, files: readonly [string, string][]): void {
  rmSync(place, { recursive: true, force: true })
  for (const [path, text] of files) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), text)
  }
}

function filesIn(place: string): string[] {
  if (!existsSync(place)) return []
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .sort()
}
