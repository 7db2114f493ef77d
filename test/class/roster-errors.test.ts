import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import t from 'tap'
import { loadRoster } from '../../src/class/roster.ts'
import { LabError } from '../../src/errors.ts'
import { root } from '../../src/root.ts'
import { languages, speak } from '../../src/words/say.ts'

// Each test/class/errors/<case> is a broken roster; <case>.en.log and <case>.ru.log are what a person must read.
const folder = join(root, 'test/class/errors')
const update = process.env.PGLAB_UPDATE_GOLDEN === '1'
process.chdir(root)

function messageOf(file: string): string {
  try {
    loadRoster(file)
  } catch (trouble) {
    if (trouble instanceof LabError) return `${trouble}\n`
    throw trouble
  }
  throw new Error(`${relative(root, file)} is not broken`)
}

const cases = readdirSync(folder).filter((file) => /\.(yaml|csv)$/.test(file))

for (const language of languages) {
  t.test(language, async (t) => {
    speak(language)
    for (const name of cases) {
      const expected = join(folder, `${name}.${language}.log`)
      const message = messageOf(join(folder, name))
      if (update) writeFileSync(expected, message)
      t.equal(message, readFileSync(expected, 'utf8'), name)
    }
  })
}

t.test('every expected message has its case', async (t) => {
  const logs = readdirSync(folder).filter((file) => file.endsWith('.log'))
  t.strictSame(logs.sort(), cases.flatMap((name) => languages.map((language) => `${name}.${language}.log`)).sort())
})
