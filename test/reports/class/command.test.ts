import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { run } from '../../../src/cli/run.ts'
import { classReportSchema } from '../../../src/reports/class/schema.ts'
import { graded } from './sample-book.ts'

const roster = `students:
  - { id: s01, name: Student 1, email: s1@example.org, group: A }
  - { id: s02, name: "=1+1", email: s2@example.org, group: B }
`
const course = `title: Spring
lab: patroni
language: ru
exercises:
  - { id: 01-tour, points: 10 }
  - 03-switchover
`

/** A class with a roster, a course in Russian, two results and a line that was torn; gives the folder. */
function madeClass(t: Test): string {
  const folder = t.testdir({ 'class.yaml': roster, 'course.yaml': course })
  process.env.PGLAB_HOME = join(folder, 'home')
  process.env.XDG_CONFIG_HOME = join(folder, 'settings')
  process.env.LC_ALL = 'C'
  const results = join(folder, 'home/classes/class')
  mkdirSync(results, { recursive: true })
  const at = Date.now() - 7_200_000
  const lines = [graded('s01', '01-tour', [], '', at), graded('s01', '03-switchover', ['leader'], 'pg03', at)]
  const text = lines.map((line) => JSON.stringify(line)).join('\n')
  writeFileSync(join(results, 'results.jsonl'), `${text}\n{"at":1,"stud\n`)
  return folder
}

async function typed(t: Test, ...words: string[]): Promise<{ code: number; said: string; errors: string }> {
  const out = t.capture(process.stdout, 'write', () => true)
  const err = t.capture(console, 'error')
  const code = await run(['report', ...words])
  // TAP takes the same way out.
  out.restore()
  err.restore()
  const text = (calls: { args: unknown[] }[]) => calls.map(({ args }) => args.join(' ')).join('\n')
  return { code, said: text(out()), errors: text(err()) }
}

t.test('the table is in the language of whoever asks, with everyone and what holds them up', async (t) => {
  const folder = madeClass(t)
  const { code, said } = await typed(t, join(folder, 'class.yaml'), '--course', join(folder, 'course.yaml'))
  t.equal(code, 0)
  t.match(said, /s01 Student 1 .* 1\/2 .* 03: leader, for 3 hours/)
  t.match(said, /s02 =1\+1 .* 0\/2/)
  t.match(said, /1 line of the results could not be read/)
})

t.test('what is handed out is in the language of the course, unless another one was asked for', async (t) => {
  const folder = madeClass(t)
  const wish = [join(folder, 'class.yaml'), '--course', join(folder, 'course.yaml'), '--format', 'moodle']
  t.match((await typed(t, ...wish)).said, /03-switchover Плановое переключение .*ещё не сдано/s)
  t.match((await typed(t, ...wish, '--lang', 'en')).said, /03-switchover Planned switchover.*not passed yet/s)
})

t.test('without a course every exercise of the lab counts, and JSON keeps to its schema', async (t) => {
  const folder = madeClass(t)
  const { said } = await typed(t, join(folder, 'class.yaml'), '--json', '--group', 'A')
  const read = classReportSchema.parse(JSON.parse(said))
  t.same(
    read.students.map(({ id, passed }) => [id, passed]),
    [['s01', 1]],
  )
  t.ok(read.course.exercises.length > 10)
})

t.test('reports are written whole, into a file or into a folder', async (t) => {
  const folder = madeClass(t)
  const file = join(folder, 'class.yaml')
  const page = join(folder, 'class.html')
  writeFileSync(page, 'of last week')
  t.match(await typed(t, file, '--format', 'html', '--out', page), { code: 0, said: '', errors: /class\.html/ })
  t.match(readFileSync(page, 'utf8'), /<\/html>\s*$/)
  const out = join(folder, 'gradescope')
  t.equal((await typed(t, file, '--format', 'gradescope', '--out', out)).code, 0)
  t.same(readdirSync(out), ['s01.json', 's02.json'], 'and nothing half-written is left')
})

t.test('wrong usage is said in a sentence, and nothing is written', async (t) => {
  const folder = madeClass(t)
  const file = join(folder, 'class.yaml')
  const wrong: [string[], RegExp][] = [
    [[file, '--format', 'moodel'], /no format "moodel".*moodle/],
    [[file, '--format', 'gradescope'], /a file for each student.*--out FOLDER/],
    [[file, '--format', 'gradescope', '--out', file], /is a file.*name a folder/],
    [[file, '--format', 'html', '--out', folder], /is a folder.*name a file/],
    [[file, '--out', join(folder, 'none/x.txt')], /there is no folder/],
    [[file, '--group', 'C'], /no group "C".*A, B/],
    [[join(folder, 'nobody.yaml')], /no roster/],
    [[file, '--course', join(folder, 'course.yaml'), '--lab', 'other'], /course is of the lab patroni/],
  ]
  for (const [words, says] of wrong)
    t.match(await typed(t, ...words), { code: 2, said: '', errors: says }, words.join(' '))
  t.equal(existsSync(join(folder, 'none')), false)
  t.equal(readFileSync(file, 'utf8'), roster)
})
