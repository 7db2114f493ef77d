import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { gradeClass } from '../../src/class/grade-class.ts'
import { gradeWishFrom } from '../../src/class/grade-wish.ts'
import { reasonWords } from '../../src/class/grade-words.ts'
import { loadRoster } from '../../src/class/roster.ts'
import { withDefaultWays } from '../../src/class/ways-default.ts'
import { languages, speak } from '../../src/words/say.ts'

const home = t.testdir()
process.env.PGLAB_HOME = join(home, 'kit')

function put(path: string, text: string): string {
  const file = join(home, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}
const instance = (name: string) => put(`kit/instances/${name}/instance.json`, '{}')

const students = `
students:
  - { id: S01, name: Student 1 }
  - { id: s02, name: Student 2, instance: mine }
  - { id: s03, name: Student 3, host: 192.0.2.1, user: root, key: k }
  - { id: s04, name: Student 4 }
`
const waysIn = (file: string): unknown[] =>
  withDefaultWays(loadRoster(file)).students.map(({ way }) => (way && 'host' in way ? way.host : way?.instance))

t.test('without a class on this host, the roster alone says who has a lab', async (t) => {
  t.strictSame(waysIn(put('far.yaml', students)), [undefined, 'mine', '192.0.2.1', undefined])
})

t.test('an instance of that name is enough', async (t) => {
  instance('some-s01')
  t.strictSame(waysIn(put('some.yaml', students)), ['some-s01', 'mine', '192.0.2.1', undefined])
})

t.test('a class on this host has a lab for everyone, though its record be damaged', async (t) => {
  put('kit/rooms/here/room.json', '{ half')
  t.strictSame(waysIn(put('here.yaml', students)), ['here-s01', 'mine', '192.0.2.1', 'here-s04'])
})

t.test('grade goes that way, and whoever has none is a row that says which instance was looked for', async (t) => {
  instance('near-s01')
  const roster = put('near.yaml', 'students: [{ id: s01, name: Student 1 }, { id: s04, name: Student 4 }]')
  const wish = await gradeWishFrom(roster, { patience: '0.1', exercise: ['05'] })
  const { rows } = await gradeClass(wish, { resumed() {}, moved() {} }, new AbortController().signal)
  t.match(rows, [
    { graded: { student: 's01', trouble: { word: 'instance', params: { instance: 'near-s01', reason: /damaged/ } } } },
    { graded: { student: 's04', trouble: { word: 'no-way', params: { instance: 'near-s04' } } } },
  ])
  for (const language of languages) {
    speak(language)
    t.match(rows.map(({ graded }) => reasonWords(graded, wish.kinds)).join(), 'near-s04', language)
  }
  speak('en')
})

t.test('a class whose name no instance can have', async (t) => {
  t.strictSame(waysIn(put('Группа 1.yaml', students)), [undefined, 'mine', '192.0.2.1', undefined])
})
