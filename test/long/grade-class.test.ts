import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { readResults } from '../../src/class/results.ts'
import { courseOf, rosterOf } from '../class/graded.ts'
import { type GradedRow, Labs, rowsOf } from '../class/labs.ts'

const exercises = ['01-tour', '02-replication', '05-reload-parameter', '08-client-routing', '09-etcd-keys']
const labs = new Labs()
process.env.PGLAB_HOME = labs.home
t.teardown(() => labs.remove())

t.test('40 students, 5 exercises, 3 unreachable, 2 hostile, and the grader killed half-way', async (t) => {
  const honest = ['a', 'b', 'c']
  const ports = {
    ...(await labs.start({ a: 'honest' })),
    ...(await labs.start({ b: 'honest' })),
    ...(await labs.start({ c: 'honest' })),
    ...(await labs.start({ floods: 'floods' })),
    ...(await labs.start({ hangs: 'hangs' })),
  }
  for (const name of honest) labs.say(name, 'limit', '500')
  const students = Array.from({ length: 35 }, (_, index): [string, number] => [
    `s${String(index + 1).padStart(2, '0')}`,
    ports[honest[index % honest.length] ?? ''] ?? 0,
  ])
  const away: [string, number][] = ['s36', 's37', 's38'].map((id) => [id, 1])
  const hostile: [string, number][] = [
    ['s39', ports.floods ?? 0],
    ['s40', ports.hangs ?? 0],
  ]
  const roster = rosterOf(labs, Object.fromEntries([...students, ...away, ...hostile]))
  const words = [roster, '--course', courseOf(labs, exercises), '--patience', '0.1', '--json']

  // Four at once, so that there is a half-way.
  const killed = labs.grade(...words, '--jobs', '4')
  const results = () => readResults('group').graded
  while (results().length < 60 && killed.child.exitCode === null) await pause(50)
  killed.child.kill('SIGKILL')
  await once(killed.child, 'close')
  const before = results()
  t.ok(before.length >= 60 && before.length < 200, `${before.length} results when it was killed`)

  const began = performance.now()
  // The labs share the processors of the grader here: with all of them at once, some would be too slow to be judged.
  const again = await labs.grade(...words, '--jobs', '8').ended
  t.comment(`the rest took ${Math.round(performance.now() - began)} ms`)
  t.equal(again.code, 3, again.stderr)
  t.match(again.stderr, /Going on with the run that was interrupted/)
  const rows = rowsOf(again)
  t.equal(rows.length, 200, 'every exercise of every student')
  const of = (id: string, exercise: string): GradedRow | undefined =>
    rows.find((row) => row.student === id && row.exercise === exercise)
  t.equal(rows.filter(({ kept }) => kept).length, before.filter(({ result }) => result !== null).length)
  for (const [id] of students) t.match(of(id, '05-reload-parameter'), { trouble: null, result: { points: 7 } }, id)
  for (const [id] of away) t.match(of(id, '01-tour'), { result: null, trouble: { word: 'unreachable' } }, id)
  for (const [id] of hostile) t.match(of(id, '01-tour'), { result: { verdict: 'error' } }, id)
  t.notOk(
    rows.some(
      ({ trouble, result }) =>
        !trouble && (result === null || (result.points === 0 && result.tasks.every(({ message }) => message === ''))),
    ),
    'nothing without a reason',
  )
  const written = results()
    .map(({ student, exercise, result }) => result && `${student} ${exercise}`)
    .filter(Boolean)
  t.equal(new Set(written).size, written.length, 'nobody was graded twice')
})

t.test('somebody else grades the same class at the same time', async (t) => {
  const { waits = 0 } = await labs.start({ waits: 'silent' })
  // One after another they keep it busy far longer than the others need to start.
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`s${index}`, waits]))
  const words = [rosterOf(labs, many, 'busy'), '--course', courseOf(labs, exercises), '--jobs', '1', '--json']
  const first = labs.grade(...words)
  // It has the class before it notes that it has begun.
  while (!existsSync(join(labs.home, 'classes/busy/run.json')) && first.child.exitCode === null) await pause(50)
  const second = await labs.grade(...words).ended
  t.equal(second.code, 3)
  t.match(second.stderr, /Another pglab is working on class busy/)
  first.child.kill('SIGINT')
  const { code, stderr } = await first.ended
  t.equal(code, 3)
  t.match(stderr, /Interrupted/)
})

t.test('wrong words', async (t) => {
  const roster = rosterOf(labs, { s01: 1 }, 'words')
  const wrong: [string[], RegExp][] = [
    [['--jobs', '0'], /no number for --jobs/],
    [['--jobs', 'many'], /no number for --jobs/],
    [['--patience', 'x'], /--patience/],
    [['--student', 's02'], /No student of the roster/],
    [['--exercise', '99'], /no exercise "99"/],
    [['--lab', 'nowhere'], /no lab "nowhere"/],
  ]
  const outcomes = await Promise.all(wrong.map(([words]) => labs.grade(roster, ...words).ended))
  for (const [index, { code, stderr }] of outcomes.entries()) {
    t.equal(code, 2, stderr)
    t.match(stderr, wrong[index]?.[1])
  }
})
