import { appendFileSync, readFileSync } from 'node:fs'
import t from 'tap'
import { type Entry, note, readJournal } from '../../src/course/journal.ts'
import { progressOf } from '../../src/course/progress.ts'

process.env.PGLAB_HOME = t.testdir()

const started = (exercise: string): Entry => ({
  what: 'start',
  at: 1,
  exercise,
  student: 'self',
  mark: null,
  before: {},
})
const checked = (exercise: string, points: number): Entry => ({
  what: 'check',
  at: 2,
  exercise,
  verdict: points === 10 ? 'pass' : 'fail',
  points,
  max: 10,
  tasks: [],
})

t.test('the best check counts, hints are counted once each, an attempt can be ended', async (t) => {
  const entries: Entry[] = [
    started('03-switchover'),
    checked('03-switchover', 4),
    { what: 'hint', at: 3, exercise: '03-switchover', task: 'leader', step: 1 },
    { what: 'hint', at: 3, exercise: '03-switchover', task: 'leader', step: 2 },
    checked('03-switchover', 10),
    checked('03-switchover', 6),
    started('04-failover'),
  ]
  const progress = progressOf(entries)
  t.equal(progress.current, '04-failover')
  t.match(progress.of('03-switchover'), {
    passed: true,
    best: { points: 10 },
    attempts: 1,
    hints: 2,
    hintsOf: { leader: 2 },
    gaveUp: false,
  })
  t.match(progress.of('05-unknown'), { passed: false, attempts: 0, best: undefined })
  t.equal(progressOf([...entries, { what: 'finish', at: 9, exercise: '04-failover' }]).current, undefined)
  t.match(
    progressOf([...entries, { what: 'solution', at: 9, exercise: '04-failover', asked: true }]).of('04-failover'),
    { gaveUp: true },
  )
})

t.test('a damaged record loses nothing that can be read', async (t) => {
  note('broken', started('03-switchover'))
  note('broken', checked('03-switchover', 4))
  const { file } = readJournal('broken')
  appendFileSync(file, '{"what":"check","at":3,"exer')
  note('broken', checked('03-switchover', 10))
  appendFileSync(file, 'nonsense\n{"what":"dance"}\n\u0000\u0000\n')
  const { entries, damaged } = readJournal('broken')
  t.equal(damaged, 4)
  t.match(progressOf(entries).of('03-switchover'), { passed: true, attempts: 1 })
  t.match(readFileSync(file, 'utf8'), 'nonsense', 'and nothing is thrown away')
})

t.test('nobody else may read it', async (t) => {
  const { statSync } = await import('node:fs')
  t.equal(statSync(readJournal('broken').file).mode & 0o777, 0o600)
})
