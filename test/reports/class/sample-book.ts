import type { ClassBook, CourseExercise, Graded, Mark, Student } from '../../../src/class/model.ts'
import { loadKinds } from '../../../src/grading/kinds.ts'
import { summarise, type TaskResult } from '../../../src/grading/result.ts'
import type { ClassReport } from '../../../src/reports/class/format.ts'
import { language } from '../../../src/words/say.ts'

/** 2026-03-02 10:00 UTC */
export const now = 1_772_445_600_000
const hour = 3_600_000

/** What people and machines may put into a name or an answer, and what would run where it is not escaped. */
export const hostile = {
  script: '<script>alert(1)</script>',
  image: '"><img src=x onerror=alert(2)>',
  end: '</script><svg onload=alert(3)>',
  comment: '<!--<script>',
  formula: '=HYPERLINK("http://example.com";"click")',
  command: "@SUM(1+1)*cmd|' /C calc'!A0",
  terminal: '\u001b[2J\u202eevil\u0000',
  table: 'a;=1+1',
  xml: ']]>&amp;\uffff',
  tap: '# SKIP \\ ok',
}

const kinds = await loadKinds()

const student = (index: number, name: string): Student => ({
  id: `s${String(index + 1).padStart(2, '0')}`,
  name,
  email: `s${index + 1}@example.org`,
  group: `G-${(index % 3) + 1}`,
  way: undefined,
  extra: {},
})

const exercise = (index: number): CourseExercise => ({
  id: `${String(index + 1).padStart(2, '0')}-${['tour', 'switchover', 'failover', 'rewind', 'timings'][index % 5]}`,
  points: 12,
  opens: null,
  closes: null,
})

const task = (id: string, points: number, parts: Partial<TaskResult>): TaskResult => ({
  id,
  verdict: 'pass',
  points,
  max: points,
  check: 'patroni/leader-is',
  word: 'pass',
  params: { member: 'pg02' },
  expected: 'pg02',
  found: 'pg02',
  machine: 'pg01',
  evidence: [],
  ms: 120,
  ...parts,
})

const open = (found: string): Partial<TaskResult> => ({
  verdict: 'fail',
  points: 0,
  word: 'other',
  params: { member: 'pg02', leader: found },
  found,
  evidence: [`pg01 said: ${found}`],
})

/** An attempt with four tasks, of which some are open. */
export function graded(
  student: string,
  exercise: string,
  openTasks: readonly string[],
  found: string,
  at: number,
): Graded {
  const tasks = [
    task('leader', 4, openTasks.includes('leader') ? open(found) : {}),
    task(
      'planned',
      4,
      openTasks.includes('planned')
        ? { ...open(found), check: 'recorder/switched-over', word: 'never' }
        : { check: 'recorder/switched-over' },
    ),
    task(
      'follows',
      2,
      openTasks.includes('follows') ? { verdict: 'skip', points: 0, word: 'skipped', params: { needs: 'leader' } } : {},
    ),
    task('outage', 2, {
      check: 'ledger/outage-under',
      params: { seconds: 2.4, limit: 10 },
      expected: '10 s',
      found: '2.4 s',
    }),
  ]
  return {
    at,
    student,
    lab: 'patroni',
    exercise,
    source: 'live',
    basis: 'evidence',
    started: at - hour,
    hints: 1,
    draw: 'd',
    result: summarise(exercise, student, tasks),
    trouble: null,
  }
}

const marked = (counted: Graded, max: number, parts: Partial<Mark> = {}): Mark => {
  const openTasks = counted.result?.tasks.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id) ?? []
  return {
    verdict: counted.result?.verdict ?? null,
    points: counted.result ? (counted.result.points / counted.result.max) * max : 0,
    max,
    attempts: 1,
    hints: counted.hints ?? 0,
    late: 0,
    counted,
    last: counted,
    stuck: openTasks.length > 0 ? { tasks: openTasks, since: counted.at } : null,
    ...parts,
  }
}

/** Numbers that look drawn and are the same in every run (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const report = (book: ClassBook, titles: ReadonlyMap<string, string>): ClassReport => ({
  book,
  titles,
  kinds,
  troubleWords: ({ word, params }) =>
    language() === 'ru'
      ? `Машина не ответила (${word}, ${params.host ?? '?'})`
      : `The machine did not answer (${word}, ${params.host ?? '?'})`,
})

/** A class of any size in which everything occurs: passed, open, unreachable, in doubt, not tried. */
export function largeClass(students: number, exercises: number): ClassReport {
  const next = numbers(students * 1000 + exercises)
  const people = Array.from({ length: students }, (_, index) =>
    student(index, language() === 'ru' ? `Студент ${index + 1}` : `Student ${index + 1}`),
  )
  const course = Array.from({ length: exercises }, (_, index) => exercise(index))
  const marks = people.map(({ id }) => {
    const skill = next()
    const reached = Math.round(exercises * (0.3 + 0.7 * skill))
    const own = course.slice(0, reached).map((each, index): [string, Mark] => {
      const luck = next()
      const at = now - Math.round(next() * 40 * hour)
      const found = `pg0${1 + Math.floor(next() * 3)}, lag ${Math.round(next() * 90)} MB`
      if (luck < 0.02) return [each.id, unreachable(id, each.id, at, '192.0.2.7')]
      const behind = luck < 0.25 + (index === reached - 1 ? 0.4 : 0) - skill * 0.15
      return [each.id, marked(graded(id, each.id, behind ? ['leader', 'follows'] : [], found, at), each.points)]
    })
    return [id, new Map(own)] as const
  })
  return report(bookWith(people, course, new Map(marks)), titlesOf(course))
}

const titlesOf = (course: readonly CourseExercise[]): Map<string, string> =>
  new Map(
    course.map(({ id }) => [id, language() === 'ru' ? 'Плановое переключение лидера' : 'Planned change of the leader']),
  )

const bookWith = (
  students: readonly Student[],
  exercises: readonly CourseExercise[],
  marks: ClassBook['marks'],
): ClassBook => ({
  name: 'spring',
  course: {
    title: language() === 'ru' ? 'Отказоустойчивый PostgreSQL, весна' : 'PostgreSQL high availability, spring',
    lab: 'patroni',
    language: undefined,
    secret: undefined,
    attempts: 'best',
    late: undefined,
    hintCost: 0,
    exercises,
  },
  at: now,
  students,
  marks,
  damaged: 0,
})

const unreachable = (student: string, exercise: string, at: number, host: string): Mark => {
  const last: Graded = {
    ...graded(student, exercise, [], '', at),
    result: null,
    trouble: { word: 'unreachable', params: { host } },
  }
  return { verdict: 'error', points: 0, max: 12, attempts: 0, hints: 0, late: 0, counted: undefined, last, stuck: null }
}

/** A small class that means harm wherever a person or a machine can write something. */
export function hostileClass(): ClassReport {
  const names = Object.values(hostile)
  const people = names.map((name, index) => ({
    ...student(index, name),
    group: name,
    email: index === 4 ? '=1+1@example.org' : `s${index + 1}@example.org`,
    extra: { note: name },
  }))
  const course = [0, 1, 2].map(exercise)
  const [first, second] = course as [CourseExercise, CourseExercise]
  const marks = people.map(({ id, name }, index): [string, Map<string, Mark>] => [
    id,
    new Map(
      index === 9
        ? []
        : [
            [
              first.id,
              marked(graded(id, first.id, ['leader', 'planned', 'follows'], name, now - index * hour), 12, {
                hints: 2,
                late: 1,
              }),
            ],
            [
              second.id,
              index === 0
                ? unreachable(id, second.id, now - hour, name)
                : marked(graded(id, second.id, [], '', now - hour), 12, index === 1 ? { points: 10.5, late: 2 } : {}),
            ],
          ],
    ),
  ])
  const whole = report({ ...bookWith(people, course, new Map(marks)), damaged: 2 }, titlesOf(course))
  const doubtful = whole.book.marks.get('s03')?.get(second.id)
  if (doubtful?.counted) {
    const trouble = { word: 'edited', params: { host: hostile.end } }
    Object.assign(doubtful, {
      verdict: 'error',
      points: 0,
      counted: undefined,
      last: { ...doubtful.counted, source: 'submission', trouble },
    })
  }
  return whole
}
