import fc from 'fast-check'
import t from 'tap'
import { bookOf } from '../../src/class/book.ts'
import { markOf, type Rules } from '../../src/class/marks.ts'
import type { Course, Graded, Student } from '../../src/class/model.ts'
import { day, exercise, line, troubled } from './mark-lines.ts'

const plain: Rules = { attempts: 'best', late: undefined, hintCost: 0 }
const last: Rules = { ...plain, attempts: 'last' }
const late: Rules = { ...plain, late: { perDay: 10, days: 3 } }
const costly: Rules = { ...plain, hintCost: 20 }

/** What it is about, the results, the rules, and what must come of them. */
const table: [about: string, lines: Graded[], rules: Rules, mark: Partial<ReturnType<typeof markOf>>][] = [
  ['nothing was done', [], plain, { verdict: null, points: 0, max: 10, attempts: 0, counted: undefined, stuck: null }],
  ['partial credit is scaled', [line(1, 3)], plain, { verdict: 'fail', points: 7.5, attempts: 1 }],
  ['the newest look of an attempt counts', [line(1, 4), line(2, 2)], plain, { points: 5, attempts: 1 }],
  ['the best attempt', [line(1, 3), line(3, 2, { started: 2 })], plain, { points: 7.5, attempts: 2 }],
  ['the last attempt', [line(1, 3), line(3, 2, { started: 2 })], last, { points: 5, attempts: 2 }],
  [
    'without a start every look is an attempt',
    [line(1, 4, { started: null }), line(2, 1, { started: null })],
    plain,
    { verdict: 'pass', points: 10, attempts: 2 },
  ],
  ['before it opens is in time', [line(-5 * day, 4)], late, { points: 10, late: 0 }],
  ['at the last moment is in time', [line(10 * day, 4)], late, { points: 10, late: 0 }],
  ['a day begun counts whole', [line(10 * day + 1, 4)], late, { points: 9, late: 1 }],
  ['the last day of grace', [line(13 * day, 4)], late, { points: 7, late: 3 }],
  ['too late', [line(13 * day + 1, 4)], late, { verdict: 'pass', points: 0, late: 4 }],
  ['closed is closed', [line(10 * day + 1, 4)], plain, { verdict: 'pass', points: 0, late: 1 }],
  ['late work takes nothing away', [line(1, 2), line(12 * day, 2)], late, { points: 5, late: 0 }],
  ['late work may add', [line(1, 1), line(11 * day, 4)], late, { points: 9, late: 1 }],
  ['late work takes nothing from the last', [line(1, 3), line(12 * day, 1, { started: 2 })], last, { points: 7.5 }],
  ['everything at once', [line(11 * day, 4)], { ...late, late: { perDay: 100, days: 3 } }, { points: 0, late: 1 }],
  ['hints are shown', [line(1, 4, { hints: 3 })], plain, { points: 10, hints: 3 }],
  ['hints cost', [line(1, 4, { hints: 2 })], costly, { points: 6, hints: 2 }],
  ['hints never cost more than there is', [line(1, 2, { hints: 9 })], costly, { points: 0, hints: 9 }],
  [
    'who starts anew still knows them',
    [line(1, 1, { hints: 2 }), line(3, 4, { started: 2 })],
    costly,
    { points: 6, hints: 2 },
  ],
  [
    'an earlier attempt does not pay for later ones',
    [line(1, 3), line(3, 3, { started: 2, hints: 1 })],
    costly,
    { points: 7.5 },
  ],
  ['hints before lateness', [line(11 * day, 4, { hints: 1 })], { ...late, hintCost: 20 }, { points: 7.2 }],
  [
    'a newer reading of a file is believed',
    [
      line(1, 4, { read: 5, source: 'submission' }),
      { ...line(1, 4, { source: 'submission' }), read: 6, trouble: { word: 'submission-copied', params: {} } },
    ],
    plain,
    { verdict: 'error', points: 0, attempts: 1 },
  ],
  [
    'and a doubt that is cleared',
    [
      { ...line(1, 4, { source: 'submission' }), read: 5, trouble: { word: 'submission-copied', params: {} } },
      line(1, 4, { read: 6, source: 'submission' }),
    ],
    plain,
    { verdict: 'pass', points: 10 },
  ],
  [
    'a doubt about another draw',
    [line(1, 4, { draw: 'old', trouble: { word: 'submission-other', params: {} } })],
    plain,
    { verdict: 'error', stale: 0 },
  ],
  ['trouble is no zero', [troubled(1)], plain, { verdict: 'error', points: 0, attempts: 0, counted: undefined }],
  ['trouble keeps the points', [line(1, 3), troubled(2)], plain, { verdict: 'error', points: 7.5, attempts: 1 }],
  ['trouble takes no pass away', [line(1, 4), troubled(2)], plain, { verdict: 'pass', points: 10 }],
  [
    'what the grader could not judge',
    [line(1, 4, { result: { ...(line(1, 4).result as NonNullable<Graded['result']>), verdict: 'error' } })],
    plain,
    { verdict: 'error', points: 0 },
  ],
  [
    'what is suspected does not count',
    [line(1, 4, { trouble: { word: 'submission-copied', params: {} } })],
    plain,
    { verdict: 'error', points: 0 },
  ],
  ['another draw', [line(1, 4, { draw: 'old' })], plain, { verdict: null, points: 0, stale: 1, counted: undefined }],
  ['another draw beside this one', [line(1, 4, { draw: 'old' }), line(2, 1)], plain, { points: 2.5, stale: 1 }],
]

for (const [about, lines, rules, expected] of table) {
  t.test(about, async (t) => t.has(markOf(exercise, lines, rules, 'now'), expected))
}

t.test('the worked example of docs/course.md', async (t) => {
  const friday: typeof exercise = { id: '01-tour', points: 20, opens: null, closes: 10 * day }
  const rules: Rules = { attempts: 'best', late: { perDay: 10, days: 5 }, hintCost: 5 }
  const of12 = (at: number, points: number, other: Partial<Graded>): Graded => {
    const made = line(at, points / 3, other)
    return { ...made, result: made.result && { ...made.result, points, max: 12 } }
  }
  const hour = day / 24
  const looks = [
    of12(9 * day - hour, 9, { started: 1 }),
    of12(10 * day - hour, 12, { started: 2, hints: 2 }),
    of12(12 * day - hour, 6, { started: 2, hints: 2 }),
    of12(13 * day - hour, 12, { started: 3 }),
  ]
  t.same(
    looks.map(
      (_, n) =>
        markOf(
          friday,
          n === 3 ? looks.slice(1).with(0, { ...of12(1, 0, { started: 2, hints: 2 }) }) : [looks[n] as Graded],
          rules,
        ).points,
    ),
    [15, 18, 6.4, 12.6],
  )
  t.match(markOf(friday, looks, rules), { points: 18, counted: { at: looks[1]?.at }, hints: 2, attempts: 3 })
  t.match(markOf(friday, looks, { ...rules, attempts: 'last' }), { points: 18, counted: { at: looks[1]?.at } })
  const onFriday = looks.with(3, of12(10 * day - 1, 12, { started: 3 }))
  t.match(markOf(friday, onFriday, { ...rules, attempts: 'last' }), { points: 18, counted: { at: 10 * day - 1 } })
})

t.test('who is stuck, on what and since when', async (t) => {
  const stuck = (lines: Graded[]) => markOf(exercise, lines, plain).stuck
  t.same(stuck([line(5, 2, { started: 3 })]), { tasks: ['t2', 't3'], since: 3 }, 'since the start')
  t.same(stuck([line(5, 1), line(6, 2), line(7, 2)]), { tasks: ['t2', 't3'], since: 6 }, 'since it was found so')
  t.same(stuck([line(5, 1), troubled(6)])?.since, 0, 'a lab that is off moves nothing')
  t.equal(stuck([line(5, 4), line(9, 1, { started: 8 })]), null, 'nobody who has passed is stuck')
  t.equal(stuck([troubled(1)]), null)
})

const anyLine: fc.Arbitrary<Graded> = fc
  .record({
    at: fc.integer({ min: 0, max: 20 }),
    points: fc.integer({ min: 0, max: 4 }),
    started: fc.option(fc.integer({ min: 0, max: 5 })),
    hints: fc.option(fc.integer({ min: 0, max: 4 })),
    draw: fc.constantFrom('now', 'now', 'old'),
    trouble: fc.constantFrom(null, null, null, { word: 'unreachable', params: {} }),
    judged: fc.constantFrom(true, true, true, false),
  })
  .map(({ at, points, judged, ...other }) => line(at * day, points, { ...other, ...(judged ? {} : { result: null }) }))
const anyLines = fc.array(anyLine, { maxLength: 8 })
const anyRules: fc.Arbitrary<Rules> = fc.record({
  attempts: fc.constantFrom('best', 'last'),
  late: fc.option(fc.record({ perDay: fc.integer({ min: 0, max: 100 }), days: fc.integer({ min: 1, max: 9 }) }), {
    nil: undefined,
  }),
  hintCost: fc.integer({ min: 0, max: 100 }),
})
const mark = (lines: readonly Graded[], rules: Rules) => markOf(exercise, lines, rules, 'now')

t.test('whatever the results', async () => {
  fc.assert(
    fc.property(anyLines, anyRules, (lines, rules) => {
      const { points, max, attempts, verdict, counted } = mark(lines, rules)
      return (
        points >= 0 &&
        points <= max &&
        attempts <= lines.length &&
        (counted !== undefined || points === 0) &&
        // Nothing but a judged result gives or takes points, and what could not be judged is told.
        (verdict !== null || lines.every(({ draw }) => draw === 'old'))
      )
    }),
  )
})

t.test('the best attempt is never worth less than the last', async () => {
  fc.assert(
    fc.property(anyLines, anyRules, (lines, rules) => {
      return mark(lines, { ...rules, attempts: 'best' }).points >= mark(lines, { ...rules, attempts: 'last' }).points
    }),
  )
})

t.test('the order of the results does not matter', async () => {
  const shuffled = anyLines.chain((lines) =>
    fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
  )
  fc.assert(
    fc.property(shuffled, anyRules, ([lines, others], rules) => {
      return JSON.stringify(mark(lines, rules)) === JSON.stringify(mark(others, rules))
    }),
  )
})

t.test('a hint never raises a mark', async () => {
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 8 }), fc.nat(), anyRules, (lines, which, rules) => {
      const n = which % lines.length
      const more = lines.map((one, at) => (at === n ? { ...one, hints: (one.hints ?? 0) + 1 } : one))
      return mark(more, rules).points <= mark(lines, rules).points
    }),
  )
})

t.test('trouble and late work never lower a mark', async () => {
  fc.assert(
    fc.property(anyLines, anyRules, fc.boolean(), (lines, rules, unreached) => {
      const added = unreached ? troubled(30 * day) : line(30 * day, 1, { started: 25 * day })
      return mark([...lines, added], rules).points >= mark(lines, rules).points
    }),
  )
})

const student = (id: string): Student => ({ id, name: '', email: '', group: '', way: undefined, extra: {} })
const course: Course = {
  title: 'Course',
  lab: 'patroni',
  language: undefined,
  secret: undefined,
  attempts: 'best',
  late: undefined,
  hintCost: 0,
  exercises: [exercise, { ...exercise, id: '02-other', points: 0 }],
}
const graded = [
  line(1, 4),
  line(1, 4, { lab: 'repmgr', student: 's02' }),
  line(1, 4, { student: 'nobody' }),
  line(1, 4, { exercise: '99-gone' }),
]
const sources = { name: 'class', course, students: [student('s01'), student('s02')], graded, at: 5, damaged: 2 }

t.test('a book has a mark for everyone and everything', async (t) => {
  const { marks, ...book } = bookOf(sources)
  t.match(book, { name: 'class', at: 5, damaged: 2 })
  t.same(
    [...marks].map(([id, row]) => [id, ...[...row].map(([name, { points, verdict }]) => [name, points, verdict])]),
    [
      ['s01', ['01-tour', 10, 'pass'], ['02-other', 0, null]],
      ['s02', ['01-tour', 0, null], ['02-other', 0, null]],
    ],
  )
  const draws = new Map([['s01', new Map([['01-tour', 'another']])]])
  t.match(
    bookOf({ ...sources, draws })
      .marks.get('s01')
      ?.get('01-tour'),
    { verdict: null, stale: 1 },
  )
})
