import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import t from 'tap'
import { LabError } from '../../src/errors.ts'
import { readLab } from '../../src/lab/load.ts'
import { root } from '../../src/root.ts'
import { languages, speak } from '../../src/words/say.ts'
import { someKnown } from './some-known.ts'

// Each test/errors/<case>.yaml is a broken lab; <case>.en.log and <case>.ru.log are what a person must read.
const folder = join(root, 'test/errors')
const update = process.env.PGLAB_UPDATE_GOLDEN === '1'

// The messages name the file as seen from here.
process.chdir(root)

function messageOf(file: string): string {
  try {
    readLab(file, someKnown)
  } catch (trouble) {
    if (trouble instanceof LabError) return `${trouble}\n`
    throw trouble
  }
  throw new Error(`${relative(root, file)} is not broken`)
}

const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => basename(file, '.yaml'))

for (const language of languages) {
  t.test(language, (t) => {
    speak(language)
    for (const name of cases) {
      const expected = join(folder, `${name}.${language}.log`)
      const message = messageOf(join(folder, `${name}.yaml`))
      if (update) writeFileSync(expected, message)
      t.equal(message, readFileSync(expected, 'utf8'), name)
    }
    t.end()
  })
}

t.test('every expected message has its case', (t) => {
  const logs = readdirSync(folder).filter((file) => file.endsWith('.log'))
  const wanted = cases.flatMap((name) => languages.map((language) => `${name}.${language}.log`))
  t.strictSame(logs.sort(), wanted.sort())
  t.end()
})
