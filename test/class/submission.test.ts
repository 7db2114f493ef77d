import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import type { Course, Graded, Student } from '../../src/class/model.ts'
import { gatherEvidence, identify } from '../../src/class/submission/evidence.ts'
import { contentSchema } from '../../src/class/submission/format.ts'
import { gradeSubmissions } from '../../src/class/submission/grade.ts'
import { pack } from '../../src/class/submission/pack.ts'
import { readSubmission } from '../../src/class/submission/read.ts'
import type { FileVerdict } from '../../src/class/submission/verdict.ts'
import { fileWords } from '../../src/class/submission/words.ts'
import { studentKey } from '../../src/course/drawer.ts'
import { newTicket } from '../../src/course/ticket.ts'
import { languages, speak } from '../../src/words/say.ts'
import * as made from './handed-in.ts'
import { reachInto, writeJournals } from './observer.ts'

const { began, checkedBy, contentOf, course, exerciseId, kinds, lab, now, packedFile, startedBy, students } = made
const hour = 3_600_000

interface Around {
  course?: Course
  students?: readonly Student[]
  known?: readonly Graded[]
}

/** Grades a folder with these files, all of them received now. */
function graded(t: Test, files: Record<string, Buffer | string>, around: Around = {}) {
  const folder = t.testdir({ in: {} })
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, 'in', name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, bytes)
    utimesSync(path, now / 1000, now / 1000)
  }
  const roster = { name: 'class', file: 'class.yaml', students: around.students ?? students }
  const request = { folder: join(folder, 'in'), roster, course: around.course ?? course, lab, kinds, now }
  return gradeSubmissions({ ...request, known: around.known ?? [] })
}

t.test('a file that is whole gives its results', async (t) => {
  const { files, graded: lines, added, missing } = await graded(t, { 's01.pglab': packedFile(contentOf('s01')) })
  t.match(files, [
    { file: 's01.pglab', kind: 'whole', student: 's01', trouble: null, results: 1, doubted: 0, ahead: 0 },
  ])
  t.match(lines, [
    {
      at: began + hour,
      read: now,
      student: 's01',
      exercise: exerciseId,
      source: 'submission',
      started: began,
      hints: 0,
      result: { verdict: 'pass', points: 12, max: 12 },
      trouble: null,
    },
  ])
  t.same(added, lines)
  t.same(missing, ['s02', 's03', 's04'])
})

const s01 = contentOf('s01')
const withJournal = (...journal: Parameters<typeof checkedBy>[] | object[]) =>
  packedFile({ ...s01, journal: journal as typeof s01.journal })
const [start, check] = s01.journal as [
  ReturnType<typeof startedBy>,
  Extract<(typeof s01.journal)[number], { what: 'check' }>,
]
const changed = (change: (envelope: Record<string, unknown>) => void): Buffer => {
  const envelope = JSON.parse(gunzipSync(packedFile(s01)).toString())
  change(envelope)
  return gzipSync(JSON.stringify(envelope))
}
const whole = packedFile(s01)
const noise = (size: number) => Buffer.from(Array.from({ length: size }, (_, n) => (n * 7919) % 251))

/** What is wrong with the file as a whole, how it came about, and what is found. */
const files: [about: string, bytes: Buffer, kind: string, word: string][] = [
  ['empty', Buffer.alloc(0), 'unreadable', 'submission-unreadable'],
  ['cut', whole.subarray(0, whole.length / 2), 'unreadable', 'submission-unreadable'],
  ['not compressed', Buffer.from('{"format":"pglab-submission"}'), 'unreadable', 'submission-unreadable'],
  [
    'in another encoding',
    gzipSync(Buffer.from('{"student":"Иван"}', 'utf16le')),
    'unreadable',
    'submission-unreadable',
  ],
  ['something else', gzipSync('{"a":1}'), 'unreadable', 'submission-unreadable'],
  ['of a newer kit', gzipSync('{"format":"pglab-submission","version":2}'), 'unreadable', 'submission-unreadable'],
  ['too large', noise(5 * 1024 * 1024), 'unreadable', 'submission-unreadable'],
  ['a bomb', gzipSync(Buffer.alloc(64 * 1024 * 1024)), 'unreadable', 'submission-unreadable'],
  ['nested without end', gzipSync('['.repeat(1_000_000)), 'unreadable', 'submission-unreadable'],
  [
    'a content that is none',
    changed((one) => Object.assign(one, { content: '{}' })),
    'unreadable',
    'submission-unreadable',
  ],
  [
    'with other points',
    changed((one) => Object.assign(one, { content: String(one.content).replace('"points":3', '"points":4') })),
    'edited',
    'submission-signature',
  ],
  [
    'with another key',
    changed((one) => Object.assign(one, { key: '00'.repeat(32) })),
    'edited',
    'submission-signature',
  ],
  ['with another seal', changed((one) => Object.assign(one, { seal: '00'.repeat(32) })), 'edited', 'submission-seal'],
  ['without a ticket', packedFile(s01, { ticket: null }), 'other', 'submission-no-ticket'],
  ["with a classmate's ticket", packedFile(s01, { ticket: 's02' }), 'other', 'submission-other'],
  ['of another lab', packedFile({ ...s01, lab: 'repmgr' }), 'other', 'submission-lab'],
  ['of nobody', packedFile({ ...s01, student: 's99' }), 'other', 'submission-nobody'],
]
for (const [about, bytes, kind, word] of files) {
  t.test(`a file ${about}`, async (t) => {
    const {
      files: [file],
      graded: lines,
    } = await graded(t, { 'x.pglab': bytes })
    t.match(file, { kind, trouble: { word } })
    t.ok(
      lines.every(({ trouble }) => trouble !== null),
      'none of its results counts',
    )
  })
}

/** What is wrong with one attempt of a file that is otherwise whole. */
const attempts: [about: string, bytes: Buffer, kind: string, word: string, course?: Course][] = [
  ['drawn for a classmate', withJournal({ ...start, draw: startedBy('s03').draw }, check), 'other', 'submission-other'],
  ['begun by a classmate', withJournal({ ...start, student: 's02' }, check), 'other', 'submission-other'],
  ['of another version', withJournal({ ...start, draw: '0123456789abcdef' }, check), 'stale', 'submission-version'],
  ['without its draw', withJournal({ ...start, draw: undefined }, check), 'stale', 'submission-version'],
  ['with other tasks', withJournal(start, { ...check, tasks: check.tasks.slice(1) }), 'stale', 'submission-version'],
  [
    'worth more',
    withJournal(start, { ...check, tasks: check.tasks.map((task) => ({ ...task, max: 100 })) }),
    'stale',
    'submission-version',
  ],
  [
    'with points for nothing',
    withJournal(start, { ...check, tasks: check.tasks.map((task) => ({ ...task, verdict: 'fail' })) }),
    'edited',
    'submission-journal',
  ],
  [
    'before the exercise opened',
    whole,
    'stale',
    'submission-before-open',
    { ...course, exercises: course.exercises.map((one) => ({ ...one, opens: began + 1 })) },
  ],
]
for (const [about, bytes, kind, word, ruled] of attempts) {
  t.test(`an attempt ${about}`, async (t) => {
    const {
      files: [file],
      graded: lines,
    } = await graded(t, { 's01.pglab': bytes }, ruled && { course: ruled })
    t.match(file, { kind, results: 1, doubted: 1, doubts: [{ exercise: exerciseId, trouble: { word } }] })
    t.match(lines, [{ trouble: { word } }])
    t.match(fileWords(file as FileVerdict), /^1 of 1 result does not count\. 03-switchover: .+\.$/)
  })
}

t.test('copies are told on both sides', async (t) => {
  const s02 = contentOf('s02')
  const copies: [string, Buffer][] = [
    ['instance', packedFile({ ...s02, instance: s01.instance })],
    [
      'evidence',
      packedFile({ ...s02, journal: [{ ...startedBy('s02'), mark: start.mark }, checkedBy('s02', began + 2)] }),
    ],
    ['key', packedFile(s02, { computer: 's01' })],
  ]
  for (const [what, copy] of copies) {
    const report = await graded(t, {
      'a/s01.pglab': whole,
      'b/s02.pglab': copy,
      's03.pglab': packedFile(contentOf('s03')),
    })
    t.match(
      report.files.map(({ file, kind, trouble }) => [file, kind, trouble?.params]),
      [
        ['a/s01.pglab', 'copied', { what, others: 's02' }],
        ['b/s02.pglab', 'copied', { what, others: 's01' }],
        ['s03.pglab', 'whole', undefined],
      ],
      what,
    )
    t.same(
      report.graded.map(({ trouble }) => trouble?.word),
      ['submission-copied', 'submission-copied', undefined],
    )
  }
})

t.test('of two files of one student the newer counts', async (t) => {
  const older = packedFile({ ...s01, packed: s01.packed - hour })
  const { files, graded: lines } = await graded(t, { 'new.pglab': whole, 'old.pglab': older })
  t.match(files, [{ kind: 'whole' }, { kind: 'stale', trouble: { word: 'submission-superseded' } }])
  t.equal(lines.length, 1)
  const known = lines.map((line) => ({ ...line, at: s01.packed + 1 }))
  t.match((await graded(t, { 's01.pglab': whole }, { known })).files, [{ kind: 'stale' }], 'older than a result')
})

t.test('read again, a folder adds only what is seen in another light', async (t) => {
  const first = await graded(t, { 's01.pglab': whole })
  t.same((await graded(t, { 's01.pglab': whole }, { known: first.graded })).added, [])
  const copy = packedFile({ ...contentOf('s02'), instance: s01.instance })
  const second = await graded(t, { 's01.pglab': whole, 's02.pglab': copy }, { known: first.graded })
  t.same(
    second.added.map(({ student, trouble }) => [student, trouble?.word]),
    [
      ['s01', 'submission-copied'],
      ['s02', 'submission-copied'],
    ],
  )
})

t.test('a clock that is hours ahead is put back', async (t) => {
  const ahead = 7 * hour
  const journal = [startedBy('s01', began + ahead), checkedBy('s01', began + hour + ahead)]
  const { files, graded: lines } = await graded(t, {
    'x.pglab': packedFile({ ...s01, journal, packed: now + 3 * hour }),
  })
  t.match(files, [{ kind: 'whole', ahead: 3 * hour }])
  t.match(lines, [{ started: began + 4 * hour, at: now, trouble: null }])
})

t.test('of an attempt the newest check counts, and beside it the newest in time', async (t) => {
  const journal = [
    startedBy('s01'),
    checkedBy('s01', began + 1),
    checkedBy('s01', began + 2, ['follows']),
    checkedBy('s01', began + 3),
  ]
  const closes = (at: number) => ({ ...course, exercises: course.exercises.map((one) => ({ ...one, closes: at })) })
  const bytes = { 'x.pglab': packedFile({ ...s01, journal }) }
  const at = async (ruled: Course) =>
    (await graded(t, bytes, { course: ruled })).graded.map((line) => [line.at - began, line.result?.verdict])
  t.same(await at(course), [[3, 'pass']])
  t.same(await at(closes(began + 2)), [
    [2, 'fail'],
    [3, 'pass'],
  ])
})

t.test('hints are counted once, and the solution is all of them', async (t) => {
  const hint = (step: number) => ({ what: 'hint' as const, at: began, exercise: exerciseId, task: 'leader', step })
  const count = async (...entries: typeof s01.journal) => {
    const journal = [
      startedBy('s01'),
      ...entries,
      check,
      startedBy('s01', began + 2),
      hint(2),
      checkedBy('s01', began + 3),
    ]
    return (await graded(t, { 'x.pglab': packedFile({ ...s01, journal }) })).graded.map(({ hints }) => hints)
  }
  t.same(await count(hint(1), hint(1)), [1, 1])
  t.same(await count(hint(1), hint(2)), [2, 0])
  const [all, later] = await count({ what: 'solution', at: began, exercise: exerciseId, asked: true })
  t.ok(Number(all) >= 12, 'five tasks with three hints or four')
  t.equal(later, 0)
})

t.test('without a secret of the course the draw is taken as it is', async (t) => {
  const bytes = packedFile({ ...s01, course: null }, { ticket: null })
  const { files, graded: lines } = await graded(t, { 'x.pglab': bytes }, { course: { ...course, secret: undefined } })
  t.match(files, [{ kind: 'whole' }])
  t.match(lines, [{ draw: start.draw, trouble: null }])
})

t.test('what a terminal would obey is made harmless', async (t) => {
  const evil = '\u001b]0;owned\u0007\u202e<script>'
  const tasks = check.tasks.map((task) => ({ ...task, found: evil, evidence: [evil] }))
  const {
    graded: [line],
  } = await graded(t, { 'x.pglab': withJournal(start, { ...check, tasks }) })
  t.notMatch(JSON.stringify(line?.result), /\\u001b|\\u0007|\u202e/)
})

t.test('links are not followed, other files not read, folders looked into', async (t) => {
  const folder = t.testdir({ in: { 'Student 1_42': { 's01.PGLAB': whole }, 'notes.txt': 'x', 'y.pglab': {} } })
  symlinkSync('/etc/passwd', join(folder, 'in/z.pglab'))
  const request = {
    folder: join(folder, 'in'),
    roster: { name: 'c', file: 'c', students },
    course,
    lab,
    kinds,
    known: [],
  }
  const { files } = await gradeSubmissions({ ...request, now: Date.now() })
  t.match(files, [{ file: 'Student 1_42/s01.PGLAB', kind: 'whole' }])
  await t.rejects(gradeSubmissions({ ...request, folder: join(folder, 'nowhere'), now }), { code: 2 })
  await t.rejects(gradeSubmissions({ ...request, folder: join(folder, 'in/y.pglab'), now }), { code: 2 })
})

t.test('whatever bytes are changed, nothing is thrown and nothing else counts', async (t) => {
  const folder = t.testdir()
  const path = join(folder, 'x.pglab')
  const inside = gunzipSync(whole)
  const spoilt = fc.tuple(fc.boolean(), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
  await fc.assert(
    fc.asyncProperty(spoilt, async ([outside, changes]) => {
      const bytes = Buffer.from(outside ? whole : inside)
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      writeFileSync(path, outside ? bytes : gzipSync(bytes))
      const read = await readSubmission(path, 'x.pglab', now)
      return (
        !('content' in read) ||
        !read.signed ||
        JSON.stringify(read.content) === JSON.stringify({ ...s01, evidence: undefined })
      )
    }),
    { numRuns: 300 },
  )
})

t.test('a thousand files', async (t) => {
  const many = Array.from({ length: 1000 }, (_, n) => made.student(`m${n}`))
  const files = Object.fromEntries(many.map(({ id }) => [`${id}.pglab`, packedFile(contentOf(id))]))
  const start = performance.now()
  const report = await graded(t, files, { students: many })
  t.equal(report.graded.filter(({ trouble }) => trouble === null).length, 1000)
  t.ok(performance.now() - start < 60_000)
  t.comment(`${Math.round(performance.now() - start)} ms`)
})

t.test('every file can be told of in both languages', async (t) => {
  const report = await graded(t, Object.fromEntries(files.map(([about, bytes]) => [`${about}.pglab`, bytes])))
  for (const language of languages) {
    speak(language)
    for (const file of report.files) t.match(fileWords(file), /^\S.*\.$/, `${file.file} in ${language}`)
  }
  speak('en')
})

t.test('what the observer saw is packed, and read as a whole', async (t) => {
  const folder = t.testdir()
  process.env.PGLAB_HOME = join(folder, 'home')
  const event = (name: string) => ({ what: 'leader', name })
  const row = (n: number) => ({ n, ms: 3, ok: true })
  writeJournals(folder, { events: [event('pg01')], ledger: [row(1), row(2)] })
  const mark = writeJournals(folder, { events: [], ledger: [] })
  writeJournals(folder, { events: [event('pg02')], ledger: [row(3), row(4), row(5)] })
  const started = { ...startedBy('s01'), mark }
  const gathered = await gatherEvidence(started, lab, reachInto(folder))
  t.match(gathered, { without: null, evidence: { exercise: exerciseId, mark, cut: false } })
  t.match(JSON.parse(gathered.evidence?.picture ?? ''), { leader: 'pg02', acknowledged: 3 })
  t.equal(gathered.evidence?.events.length, 1)
  t.equal(gathered.evidence?.ledger.length, 3)

  const instance = {
    name: 'patroni',
    lab: 'patroni',
    provider: 'nspawn',
    os: 'debian13',
    created: 1,
    folder,
    machines: [],
    network: { prefix: 24 },
  }
  const ticket = newTicket({ course: 'Course', lab: 'patroni', student: 's01', key: studentKey(made.secret, 's01') })
  const work = {
    student: 's01',
    ticket,
    instance,
    seed: 'ab',
    machines: await identify(lab, reachInto(folder)),
    journal: [started, check],
    now: s01.packed,
  }
  const bytes = await pack({ ...work, ...gathered })
  t.match((await graded(t, { 's01.pglab': bytes })).files, [{ kind: 'whole', results: 1, doubted: 0 }])

  // Who has key and ticket can sign anything, and still the lines must follow one another.
  const { evidence } = gathered
  const ledger = evidence?.ledger ?? []
  const forgeries = [
    ['changed', ledger.map((line) => line.replace('"n":4', '"n":9'))],
    ['taken out', ledger.toSpliced(1, 1)],
    ['the first taken out', ledger.slice(1)],
    ['put in', [...ledger, ledger[0] ?? '']],
    ['no lines', ['nonsense']],
  ] as const
  for (const [about, lines] of forgeries) {
    const forged = evidence && { ...evidence, ledger: [...lines] }
    const { files } = await graded(t, { 's01.pglab': await pack({ ...work, evidence: forged, without: null }) })
    t.match(files, [{ kind: 'edited', trouble: { word: 'submission-evidence' } }], about)
  }
  const elsewhere = evidence && { ...evidence, mark: '{"ledger":{"offset":0,"h":""},"events":{"offset":0,"h":""}}' }
  const { files } = await graded(t, { 's01.pglab': await pack({ ...work, evidence: elsewhere, without: null }) })
  t.match(files, [{ kind: 'edited' }], 'a mark that no start has set')
})

t.test('without evidence it is said why', async (t) => {
  const folder = t.testdir()
  t.match(await gatherEvidence(undefined, lab, reachInto(folder)), {
    evidence: null,
    without: /no exercise is at hand/,
  })
  const mark = writeJournals(folder, {
    events: [{ what: 'leader', name: 'pg01' }],
    ledger: [{ n: 1, ms: 1, ok: true }],
  })
  const started = { ...startedBy('s01'), mark: mark.replaceAll(/"h": "\w+"/g, '"h": "0000000000000000"') }
  t.match(await gatherEvidence(started, lab, reachInto(folder)), { evidence: null, without: /do not go back/ })
  const refused = { to: () => Promise.reject(new Error('no route')) }
  t.match(await gatherEvidence({ ...started, mark }, lab, refused), { evidence: null, without: /no route/ })
  t.match(await identify(lab, refused), [{ name: 'ns', machineId: null, hostKey: null, system: null }])
})

t.test('the bounds of a content hold', async (t) => {
  const machines = Array.from({ length: 33 }, () => ({ name: 'ns', machineId: null, hostKey: null, system: null }))
  t.notOk(contentSchema.safeParse({ ...s01, instance: { ...s01.instance, machines } }).success)
  t.notOk(contentSchema.safeParse({ ...s01, student: '../s01' }).success)
  t.ok(contentSchema.safeParse(s01).success)
})
