import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readResults } from '../../src/class/results.ts'
import { courseOf, graded, markAt, rosterOf, stampAt } from './graded.ts'
import { Labs } from './labs.ts'

const labs = new Labs()
t.teardown(() => labs.remove())
const { s01 = 0 } = await labs.start({ s01: 'honest' })
const course = courseOf(labs, ['05-reload-parameter'])
const roster = rosterOf(labs, { s01 })
const grade = (options = {}) => graded(labs, roster, { course, ...options })
const now = () => Math.round(Date.now() / 1000)
labs.say('s01', 'limit', '500')

t.test('what holds now', async (t) => {
  const { of } = await grade()
  t.match(of('s01'), {
    trouble: null,
    basis: 'now',
    started: null,
    kept: false,
    result: {
      student: 's01',
      verdict: 'skip',
      points: 7,
      max: 9,
      tasks: [
        { verdict: 'pass' },
        { verdict: 'pass' },
        { id: 'running', verdict: 'skip', points: 0, max: 2, word: 'past' },
      ],
    },
  })
  labs.say('s01', 'limit', '100')
  t.match((await grade()).of('s01').result, { verdict: 'fail', points: 0 })
  labs.say('s01', 'limit', '500')
})

t.test('the past is looked at where its beginning was noted', async (t) => {
  const unmarked = (await grade({ evidence: true })).of('s01')
  t.match(unmarked.result?.tasks.at(-1), { verdict: 'skip', word: 'unmarked' })

  // The machine's clock is three hours behind, and its attempt began ten minutes ago.
  labs.say('s01', 'clock', '-10800')
  const began = now() - 600
  labs.say('s01', 'attempt.json', stampAt(began - 10_800))
  const first = (await grade({ evidence: true })).of('s01')
  t.match(first, { basis: 'evidence', trouble: null, kept: false, result: { verdict: 'pass', points: 9, max: 9 } })
  t.ok(Math.abs((first.started ?? 0) - began * 1000) < 10_000, 'by the clock of the grader')

  const second = (await grade({ evidence: true })).of('s01')
  t.match(second, { kept: true, at: first.at })
  t.match((await grade()).of('s01'), { kept: true }, 'whoever proved the past has proved the present')
  t.match((await grade({ evidence: true, again: true })).of('s01'), { kept: false, started: first.started })

  labs.say('s01', 'attempt.json', stampAt(now() - 10_800 - 60))
  const anew = (await grade({ evidence: true })).of('s01')
  t.match(anew, { kept: false, result: { verdict: 'pass' } })
  t.ok((anew.started ?? 0) > (first.started ?? 0), 'another attempt')
  labs.say('s01', 'clock', '0')
})

t.test('an exercise that was not started is graded by what holds now', async (t) => {
  labs.say('s01', 'attempt.json', stampAt(now(), 'self', { exercise: '04-failover', before: {} }))
  const other = (await grade({ evidence: true, again: true })).of('s01')
  t.match(other, { basis: 'now', started: null, result: { points: 7, verdict: 'skip' } })
})

t.test('without any note the evidence begins with the lab', async (t) => {
  rmSync(join(labs.lab('s01'), 'attempt.json'))
  labs.say('s01', 'birth', markAt(now()))
  const one = (await grade({ course: courseOf(labs, ['03-switchover']), evidence: true })).of('s01')
  t.match(one, { basis: 'evidence', started: null })
  const verdicts = Object.fromEntries(one.result?.tasks.map(({ id, verdict }) => [id, verdict]) ?? [])
  t.match(verdicts, { planned: 'fail', outage: 'pass', 'nothing-lost': 'pass' })
})

t.test('a note that is none, or is too long, or says more than a mark', async (t) => {
  courseOf(labs, ['05-reload-parameter'])
  rmSync(join(labs.lab('s01'), 'birth'))
  const forged = [
    'null',
    '{"what":"start"}',
    stampAt(now(), 'self', { exercise: '../../etc' }),
    stampAt(now(), 'x/../y'),
    `${' '.repeat(400_000)}${stampAt(now())}`,
    stampAt(now(), 'self', { mark: "'; touch /tmp/owned; '" }),
    stampAt(now(), 'self', { mark: '{"at":1e999}' }),
  ]
  for (const text of forged) {
    labs.say('s01', 'attempt.json', text)
    const one = (await grade({ evidence: true, again: true })).of('s01')
    t.match(one, { trouble: null, result: { points: 7 } }, text.slice(0, 80))
  }
})

t.test("somebody else's lab", async (t) => {
  labs.say('s01', 'attempt.json', stampAt(now(), 's02'))
  t.match((await grade({ again: true })).of('s01').trouble, { word: 'other-student', params: { found: 's02' } })
  labs.say('s01', 'attempt.json', stampAt(now(), 'self'))
  const own = courseOf(labs, ['05-reload-parameter'], 'student')
  t.match((await grade({ course: own, again: true })).of('s01').trouble, { word: 'no-ticket' })
  courseOf(labs, ['05-reload-parameter'])
})

t.test('what only the own computer has drawn cannot be judged from here', async (t) => {
  const one = (await graded(labs, roster, { exercise: ['05'] })).of('s01')
  t.match(one, { result: null, trouble: { word: 'no-draw' } })
})

t.test('without a course the exercise that was started is graded, and it alone', async (t) => {
  const { rows } = await graded(labs, roster, {})
  t.same(
    rows.map(({ graded: one }) => one.exercise),
    ['05-reload-parameter'],
  )
})

t.test('host keys are believed once', async (t) => {
  const file = join(labs.home, 'classes/group/hosts.json')
  const pinned = JSON.parse(readFileSync(file, 'utf8'))
  t.same(Object.keys(pinned).sort(), ['s01/ns', 's01/pg01', 's01/pg02', 's01/pg03'])
  t.equal(statSync(file).mode & 0o777, 0o600)

  const ports = await labs.start({ s01: 'honest' })
  rosterOf(labs, ports)
  const changed = (await grade({ again: true })).of('s01')
  t.match(changed, { result: null, trouble: { word: 'host-key', params: { host: 's01/ns', known: pinned['s01/ns'] } } })
  t.same(JSON.parse(readFileSync(file, 'utf8')), pinned, 'nothing was learnt from it')
  t.match((await grade({ again: true, trust: ['s01'] })).of('s01'), { trouble: null, result: { points: 7 } })
  t.match((await grade({ again: true })).of('s01'), { trouble: null })

  const known = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...known, 's01/pg02': 'SHA256:other' }))
  const behind = (await grade({ again: true })).of('s01')
  t.match(behind, { trouble: { word: 'host-key', params: { host: 's01/pg02' } } }, 'a machine behind the first one')
  writeFileSync(file, '{ half')
  await t.rejects(grade(), /host keys/)
  writeFileSync(file, JSON.stringify(known))
})

t.test('through a machine in between', async (t) => {
  const ports = await labs.start({ s01: 'honest' })
  const far = rosterOf(labs, ports, 'far', { jump: `student@127.0.0.1:${ports.s01}` })
  const { of } = await graded(labs, far, { course, again: true })
  t.match(of('s01'), { trouble: null, result: { points: 7 } })
  const keys = JSON.parse(readFileSync(join(labs.home, 'classes/far/hosts.json'), 'utf8'))
  t.ok(`jump 127.0.0.1:${ports.s01}` in keys)
})

t.test('who may not become root, and what is not there', async (t) => {
  labs.say('s01', 'password', '')
  const ports = await labs.start({ s01: 'honest' })
  const odd = labs.write(
    'odd.yaml',
    `defaults: { user: student, key: key, host: 127.0.0.1 }
students:
  - { id: s01, name: Student 1, port: ${ports.s01} }
  - { id: s02, name: Student 2, port: ${ports.s01}, key: no-such-key }
  - { id: s03, name: Student 3, port: ${ports.s01}, key: odd.yaml }
  - { id: s04, name: Student 4, instance: no-such-instance }
`,
  )
  const nowhere = labs.write('nowhere.yaml', 'students: [{ id: s05, name: Student 5 }]')
  const { of } = await graded(labs, odd, { course })
  t.match(of('s01').trouble, { word: 'no-root', params: { user: 'student' } })
  t.match(of('s02').trouble, { word: 'no-key', params: { reason: /no such file/ } })
  t.match(of('s03').trouble, { word: 'no-key' })
  t.match(of('s04').trouble, { word: 'instance', params: { instance: 'no-such-instance' } })
  t.match((await graded(labs, nowhere, { course })).of('s05').trouble, { word: 'no-way' })
})

t.test('a results file that is damaged in the middle loses the damaged lines alone', async (t) => {
  const { file, graded: before } = readResults('group')
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  lines[1] = lines[1]?.slice(0, 40) ?? ''
  writeFileSync(file, `${lines.join('\n')}\n`)
  appendFileSync(file, '{"at": 1, "student":')
  t.match(readResults('group'), { damaged: 2, graded: { length: before.length - 1 } })
  rmSync(join(labs.lab('s01'), 'password'))
  const after = await grade({ again: true, trust: ['s01'] })
  t.equal(after.damaged, 2)
  t.match(readResults('group'), { damaged: 2, graded: { length: before.length } }, 'a torn line spoils no other')
})
