import { join } from 'node:path'
import t from 'tap'
import { exit, LabError } from '../../src/errors.ts'
import { labFolder, labNames, loadLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'

const known = await loadKnown()

const labs = t.testdir({
  'one.yaml': 'title: { en: One, ru: Один }\nmachines: { pg01: { address: 192.168.56.2, roles: [base] } }\n',
  'another.yaml': '',
  'large.yaml': '#'.repeat(1024 * 1024 + 1),
  'notes.txt': 'no lab',
})

/** What a person reads instead of a lab. */
function messageOf(name: string, folder = labs): string {
  try {
    loadLab(name, known, folder)
  } catch (trouble) {
    if (trouble instanceof LabError && trouble.code === exit.usage) return trouble.toString()
    throw trouble
  }
  throw new Error(`${name} is a lab`)
}

t.test('every lab of the kit loads', (t) => {
  for (const name of labNames()) t.equal(loadLab(name, known).id, name)
  t.ok(labNames().includes('patroni'))
  t.end()
})

t.test('labs are known by the names of their files', (t) => {
  t.strictSame(labNames(labs), ['another', 'large', 'one'])
  t.strictSame(labNames(join(labs, 'nowhere')), [])
  t.equal(loadLab('one', known, labs).title.en, 'One')
  t.end()
})

const refused: [string, string][] = [
  ['oen', 'There is no lab "oen". Did you mean "one"? Known labs: another, large, one.'],
  ['oracle', 'There is no lab "oracle". Known labs: another, large, one.'],
  ['', 'There is no lab "". Known labs: another, large, one.'],
  ['../one', 'There is no lab "../one". Known labs: another, large, one.'],
  ['one.yaml', 'There is no lab "one.yaml". Known labs: another, large, one.'],
  ['\u001b[2J', 'There is no lab "·[2J". Known labs: another, large, one.'],
]

t.test('a name that is none', (t) => {
  for (const [name, message] of refused) t.equal(messageOf(name), message)
  t.end()
})

t.test('a file larger than any lab', (t) => {
  t.match(messageOf('large'), 'large.yaml is larger than 1 MiB')
  t.end()
})

t.test('the folder of labs is the one of the project', (t) => {
  t.equal(labFolder.split('/').at(-1), 'labs')
  t.end()
})
