import { execFileSync } from 'node:child_process'
import t from 'tap'
import { Parser } from 'tap-parser'
import { loadKinds } from '../../src/grading/kinds.ts'
import { summarise, type TaskResult } from '../../src/grading/result.ts'
import { loadFormats } from '../../src/reports/formats.ts'
import { languages, speak } from '../../src/words/say.ts'

const kinds = await loadKinds()
const formats = await loadFormats()

const task = (id: string, parts: Partial<TaskResult>): TaskResult => ({
  id,
  verdict: 'pass',
  points: 3,
  max: 3,
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

/** What a machine may say to whoever shows it. */
const hostile = '\u001b[2J<script>alert(1)</script> ]]> # SKIP \n  ...\nok 9 - all "good" & \'fine\' \u0000\u202e'

const result = summarise('03-switchover', 'self', [
  task('leader', {}),
  task('planned', {
    verdict: 'fail',
    points: 0,
    check: 'recorder/switched-over',
    word: 'never',
    params: {},
    found: null,
  }),
  task('follows', { verdict: 'skip', points: 0, word: 'skipped', params: { needs: 'leader' } }),
  task('outage', {
    verdict: 'error',
    points: 0,
    word: 'unreachable',
    params: { reason: hostile },
    machine: hostile,
    found: hostile,
    evidence: [hostile],
  }),
  task('other', { verdict: 'fail', points: 0, word: 'other', params: { leader: hostile, member: 'pg02' } }),
])
const rendered = (name: string): string =>
  formats.get(name)?.render({ result, title: 'Planned # switchover <b>', kinds, at: 1_700_000_000_000 }) ?? ''

t.same([...formats.keys()], ['html', 'json', 'junit', 'tap', 'text'])

for (const language of languages) {
  t.test(`reports in ${language}`, async (t) => {
    speak(language)
    for (const name of formats.keys()) {
      const text = rendered(name)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
      t.notMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f\u202e]/, `${name} steers no terminal`)
      if (language === 'ru') t.match(text, /[а-я]{4}/, `${name} is in Russian`)
    }
  })
}
t.beforeEach(() => speak('en'))

t.test('TAP that a consumer of TAP 14 understands', async (t) => {
  const parsed = Parser.parse(rendered('tap'), { strict: true }) as unknown as [
    string,
    { ok: boolean; name: string; skip?: string; diag?: object },
  ][]
  const points = parsed.filter(([event]) => event === 'assert').map(([, point]) => point)
  t.same(
    points.map(({ ok }) => ok),
    [true, false, true, false, false],
  )
  t.match(points[2]?.skip, /leader/)
  t.match(points[1]?.diag, { verdict: 'fail', expected: 'pg02' })
  const end = parsed.find(([event]) => event === 'complete')?.[1]
  t.match(end, { count: 5, fail: 3, skip: 1 })
  t.equal(parsed.filter(([event]) => event === 'extra' || event === 'bailout').length, 0)
})

t.test('JUnit is well-formed XML and counts right', async (t) => {
  const program = `
import sys, json, xml.etree.ElementTree as tree
suite = tree.fromstring(sys.stdin.buffer.read()).find("testsuite")
print(json.dumps({**suite.attrib, "cases": [[case.get("name")] + [child.tag for child in case] for case in suite]}))`
  const read = JSON.parse(execFileSync('python3', ['-c', program], { input: rendered('junit'), encoding: 'utf8' }))
  t.match(read, { tests: '5', failures: '2', errors: '1', skipped: '1' })
  t.same(read.cases, [
    ['leader'],
    ['planned', 'failure'],
    ['follows', 'skipped'],
    ['outage', 'error'],
    ['other', 'failure'],
  ])
})

t.test('JSON has the agreed shape and nothing else', async (t) => {
  const read = JSON.parse(rendered('json'))
  t.same(Object.keys(read), ['exercise', 'student', 'verdict', 'points', 'max', 'tasks'])
  t.same(Object.keys(read.tasks[0]), [
    'id',
    'verdict',
    'points',
    'max',
    'message',
    'expected',
    'found',
    'machine',
    'evidence',
    'ms',
  ])
  t.match(read, { exercise: '03-switchover', student: 'self', verdict: 'error', points: 3, max: 15 })
})

t.test('HTML loads nothing, runs nothing, and says everything without colour', async (t) => {
  const html = rendered('html')
  t.notMatch(html, /<script|<img|https?:|@import|url\(/)
  t.match(html, /Content-Security-Policy/)
  t.match(html, '<html lang="en">')
  for (const word of ['passed', 'not yet', 'skipped', 'not judged']) t.match(html, word)
  t.match(html, '&lt;script&gt;')
})
