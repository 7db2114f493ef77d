import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { stringify } from 'yaml'
import { z } from 'zod'
import { loadCourse } from '../../src/class/course.ts'
import { drawsOf } from '../../src/class/course-draws.ts'
import { parseCourse } from '../../src/class/course-parse.ts'
import type { Catalogue } from '../../src/class/course-rules.ts'
import { courseJsonSchema } from '../../src/class/course-schema.ts'
import { momentOf } from '../../src/class/course-times.ts'
import { writeTickets } from '../../src/class/tickets.ts'
import { drawerFor, localDrawer, studentKey } from '../../src/course/drawer.ts'
import { installTicket, ticketIn } from '../../src/course/ticket.ts'
import { root } from '../../src/root.ts'
import { languages, speak } from '../../src/words/say.ts'

const secret = 'ab'.repeat(32)
const catalogue: Catalogue = {
  labs: ['patroni', 'repmgr'],
  open: () => ({
    timezone: 'UTC',
    exercises: new Map([
      ['01-tour', 8],
      ['02-replication', 10],
      ['03-switchover', 12],
    ]),
  }),
}
const parse = (text: string) => parseCourse(text, catalogue)
const good = 'title: Course\nlab: patroni\n'

t.test('a course of all exercises takes two lines', async (t) => {
  const { parsed, findings } = parse(good)
  t.same(findings, [])
  t.match(parsed?.course, { title: 'Course', lab: 'patroni', attempts: 'best', late: undefined, hintCost: 0 })
  t.same(
    parsed?.course.exercises.map(({ id, points, opens, closes }) => [id, points, opens, closes]),
    [
      ['01-tour', 8, null, null],
      ['02-replication', 10, null, null],
      ['03-switchover', 12, null, null],
    ],
  )
})

t.test('everything that can be said', async (t) => {
  const { parsed } = parse(`
title: Course
lab: patroni
language: ru
secret: ${secret.toUpperCase()}
timezone: Europe/Moscow
opens: 2026-09-01
closes: 2026-09-30
attempts: last
late: { percent_per_day: 10, days: 5 }
hint_cost: 2.5
exercises:
  - 03-switchover
  - { id: 01-tour, points: 20, closes: 2026-09-10T18:00 }
`)
  t.match(parsed?.course, {
    language: 'ru',
    secret,
    draws: 'student',
    attempts: 'last',
    late: { perDay: 10, days: 5 },
    hintCost: 2.5,
    exercises: [
      { id: '03-switchover', points: 12, opens: Date.UTC(2026, 7, 31, 21), closes: Date.UTC(2026, 8, 30, 21) - 1 },
      { id: '01-tour', points: 20, opens: Date.UTC(2026, 7, 31, 21), closes: Date.UTC(2026, 8, 10, 15) },
    ],
  })
})

t.test('all mistakes at once, each with its place', async (t) => {
  const { findings } = parse(`title: 1
lab: patrony
opens: 2026-02-30
late: { percent_per_day: 101, day: 3 }
timezone: Europe/Moskow
secret: secret
secret_file: s
attempt: best
exercises: [01-tour, 5, { id: 02, pts: 3 }]
`)
  const places = findings.map(({ at, path }) => `${at.line}:${at.column} ${path}`)
  t.same(places, [
    '1:8 title',
    '2:6 lab',
    '3:8 opens',
    '4:1 late.days',
    '4:26 late.percent_per_day',
    '4:31 late',
    '5:11 timezone',
    '6:9 secret',
    '7:1 secret_file',
    '8:1 ',
    '9:22 exercises.1',
    '9:31 exercises.2.id',
    '9:35 exercises.2',
  ])
  const said = findings.map(({ message }) => message).join('\n')
  t.match(said, /perhaps "patroni"/)
  t.match(said, /perhaps "Europe\/Moscow"/)
  t.match(said, /unknown key "pts".*id, points, opens, closes/)
  t.notMatch(said, /"secret"/, 'a secret that is nearly right is not shown')
})

t.test('exercises that are not there, or twice', async (t) => {
  const { findings } = parse(`${good}exercises:\n  - 01-tor\n  - 02-replication\n  - { id: 02-replication }\n`)
  t.match(findings, [
    { at: { line: 4, column: 5 }, message: /no exercise "01-tor", perhaps "01-tour"; it has: 01-tour, 02-repl/ },
    { at: { line: 6, column: 11 }, message: /in the list already/ },
  ])
})

t.test('nothing closes before it opens', async (t) => {
  const broken = (text: string) => parse(good + text).findings.map(({ path }) => path)
  t.same(broken('opens: 2026-09-02\ncloses: 2026-09-01\n'), ['closes'])
  t.same(broken('opens: 2026-09-01\ncloses: 2026-09-01\n'), [], 'a day is long enough')
  t.same(broken('closes: 2026-09-05\nexercises: [{ id: 01-tour, opens: 2026-09-06 }]\n'), ['exercises.0.opens'])
  t.same(broken('draws: bundle\n'), ['draws'], 'nothing to draw with')
})

t.test('moments', async (t) => {
  const iso = (text: string, zone = 'Europe/Moscow', edge: 'start' | 'end' = 'start') => {
    const moment = momentOf(text, zone, edge)
    return moment === undefined ? undefined : new Date(moment).toISOString()
  }
  t.equal(iso('2026-09-01'), '2026-08-31T21:00:00.000Z')
  t.equal(iso('2026-09-01', 'Europe/Moscow', 'end'), '2026-09-01T20:59:59.999Z')
  t.equal(iso('2026-09-01T18:30'), '2026-09-01T15:30:00.000Z')
  t.equal(iso('2026-09-01 18:30:15'), '2026-09-01T15:30:15.000Z')
  t.equal(iso('2026-09-01T18:30Z'), '2026-09-01T18:30:00.000Z')
  t.equal(iso('2026-09-01T18:30+05:30'), '2026-09-01T13:00:00.000Z')
  t.equal(iso('2026-03-29', 'Europe/Berlin', 'end'), '2026-03-29T21:59:59.999Z', 'a day of 23 hours')
  t.equal(iso('2026-10-25', 'Europe/Berlin', 'end'), '2026-10-25T22:59:59.999Z', 'and one of 25')
  t.equal(iso('2026-01-15T12:00', 'America/St_Johns'), '2026-01-15T15:30:00.000Z')
  for (const wrong of ['2026-02-30', '2026-13-01', '01.09.2026', '2026-9-1', '2026-09-01T25:00', '2026', 'soon', '']) {
    t.equal(iso(wrong), undefined, wrong)
  }
})

t.test('any text gives a course, or findings with places in it', async (t) => {
  t.teardown(() => speak('en'))
  const word = fc.constantFrom(...Object.keys(z.fromJSONSchema(JSON.parse(courseJsonSchema())) && schemaKeys()), 'id')
  const value: fc.Arbitrary<unknown> = fc.oneof(
    fc.constantFrom('patroni', '01-tour', 'best', '2026-09-01', 'Europe/Moscow', secret, null, -1, 1e9, true),
    fc.string(),
    fc.array(fc.oneof(fc.string(), fc.dictionary(word, fc.string(), { maxKeys: 3 })), { maxLength: 3 }),
    fc.dictionary(word, fc.anything({ maxDepth: 1 }), { maxKeys: 3 }),
  )
  fc.assert(
    fc.property(fc.dictionary(word, value, { maxKeys: 8 }), (file) => {
      const source = stringify(file)
      const lines = source.split('\n')
      return languages.every((language) => {
        speak(language)
        const { parsed, findings } = parse(source)
        return (
          (parsed === undefined) === findings.length > 0 &&
          findings.every(({ at, message }) => at.line <= lines.length && at.column >= 1 && message !== '')
        )
      })
    }),
    { numRuns: 60 },
  )
})

const schemaKeys = () => (JSON.parse(courseJsonSchema()) as { properties: Record<string, unknown> }).properties

t.test('the committed schema is current and refuses what is wrong', async (t) => {
  const committed = readFileSync(join(root, 'schemas/course.schema.json'), 'utf8')
  t.equal(committed, courseJsonSchema(), 'npm run schema')
  const schema = z.fromJSONSchema(JSON.parse(committed))
  const course = { title: 'Course', lab: 'patroni', exercises: ['01-tour', { id: '02-replication', points: 3 }] }
  t.ok(schema.safeParse(course).success)
  for (const wrong of [
    { lab: 1 },
    { attempts: 'first' },
    { hint_cost: 101 },
    { exercises: [{ points: 1 }] },
    { x: 1 },
  ]) {
    t.notOk(schema.safeParse({ ...course, ...wrong }).success, JSON.stringify(wrong))
  }
})

t.test('every key is explained in both languages', async (t) => {
  for (const path of ['docs/course.md', 'docs/course.ru.md']) {
    const text = readFileSync(join(root, path), 'utf8')
    const keys = [...Object.keys(schemaKeys()), 'id', 'points', 'percent_per_day', 'days']
    for (const key of keys) if (key !== '$schema') t.match(text, `\`${key}\``, `${path}: ${key}`)
  }
})

t.test('files: secrets, rights, encodings', async (t) => {
  const [{ loadKnown }, { loadKinds }] = await Promise.all([
    import('../../src/registry.ts'),
    import('../../src/grading/kinds.ts'),
  ])
  const beside = { known: await loadKnown(), kinds: await loadKinds() }
  const folder = t.testdir({ 'key.txt': `${secret}\n`, 'short.txt': 'abc' })
  const write = (name: string, text: string | Buffer, mode = 0o600): string => {
    writeFileSync(join(folder, name), text, { mode })
    chmodSync(join(folder, name), mode)
    return join(folder, name)
  }
  chmodSync(join(folder, 'key.txt'), 0o600)
  const warnings: string[] = []
  const load = (file: string) => loadCourse(file, beside, (sentence) => warnings.push(sentence))
  t.match(await load(write('file.yaml', `${good}secret_file: key.txt\n`, 0o644)), { secret })
  t.same(warnings, [], 'the course file itself holds no secret')
  t.match(await load(write('open.yaml', `${good}secret: ${secret}\n`, 0o644)), { secret })
  t.match(warnings, [/open\.yaml holds the secret of the course, and others/])
  await t.rejects(load(write('a.yaml', `${good}secret_file: short.txt\n`)), {
    code: 2,
    message: /64 hexadecimal digits/,
  })
  await t.rejects(load(write('b.yaml', `${good}secret_file: nowhere\n`)), { code: 2, message: /no file .*nowhere/ })
  await t.rejects(load(join(folder, 'nowhere.yaml')), { code: 2, message: /no file/ })
  await t.rejects(load(folder), { code: 2, message: /no file/ })
  await t.rejects(load(write('c.yaml', Buffer.from([0xcf, 0xf0]))), { code: 2, message: /not in UTF-8/ })
  await t.rejects(load(write('d.yaml', '#'.repeat(2 ** 20 + 1))), { code: 2, message: /larger than 1 MiB/ })
  t.match(await load(write('bom.yaml', `\uFEFF${good.replaceAll('\n', '\r\n')}`)), { title: 'Course' })
})

t.test('tickets: each student draws for themselves alone', async (t) => {
  const folder = t.testdir()
  process.env.PGLAB_HOME = join(folder, 'home')
  const roster = { name: 'class', file: 'class.yaml', students: ['s01', 's02'].map((id) => ({ id })) } as never
  const { parsed } = parse(`${good}secret: ${secret}\n`)
  if (!parsed) return t.fail('no course')
  const files = writeTickets(roster, parsed.course, join(folder, 'tickets'))
  t.same(
    files.map((file) => statSync(file).mode & 0o777),
    [0o600, 0o600],
  )
  t.notMatch(readFileSync(files[0] ?? '', 'utf8'), secret)
  t.match(localDrawer(), { student: 'self' })
  const ticket = ticketIn(files[0] ?? '')
  installTicket(ticket)
  t.same(localDrawer(), drawerFor(secret, 's01'), 'student and instructor draw alike')
  t.not(studentKey(secret, 's01'), studentKey(secret, 's02'))
  t.same(drawerFor(secret, 's01', 'bundle'), { secret, student: 'bundle' })
  t.equal(drawsOf({ secret: undefined }, [{ id: 's01' }], []).size, 0, 'without a secret nobody can say')
  mkdirSync(join(folder, 'wrong'))
  for (const [name, text] of [
    ['empty', ''],
    ['other', '{}'],
    ['damaged', readFileSync(files[0] ?? '', 'utf8').slice(0, 40)],
    ['path', JSON.stringify({ ...ticket, student: '../../x' })],
  ] as const) {
    writeFileSync(join(folder, 'wrong', name), text)
    t.throws(() => ticketIn(join(folder, 'wrong', name)), { code: 2 }, name)
  }
  t.throws(() => writeTickets(roster, { ...parsed.course, secret: undefined }, folder), { code: 2 })
})
