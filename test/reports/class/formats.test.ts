import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import t from 'tap'
import { Parser } from 'tap-parser'
import { csvOf } from '../../../src/reports/class/csv.ts'
import type { ClassFormat } from '../../../src/reports/class/format.ts'
import { classReportJsonSchema, classReportSchema } from '../../../src/reports/class/schema.ts'
import { foundFormats } from '../../../src/reports/found-formats.ts'
import { root } from '../../../src/root.ts'
import { languages, speak } from '../../../src/words/say.ts'
import { hostile, hostileClass, largeClass } from './sample-book.ts'

const formats = await foundFormats<ClassFormat>('src/reports/class/formats')
const rendered = (name: string, report = hostileClass()): string => {
  const content = formats.get(name)?.render(report) ?? ''
  return typeof content === 'string' ? content : [...content.values()].join('')
}
t.afterEach(() => speak('en'))

t.same([...formats.keys()], ['csv', 'gradescope', 'html', 'json', 'junit', 'moodle', 'tap', 'text'])

for (const language of languages) {
  t.test(`every format in ${language}`, async (t) => {
    speak(language)
    for (const name of formats.keys()) {
      const text = rendered(name)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
      t.notMatch(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202e]/, `${name} steers no terminal`)
      t.match(text, 's10', `${name} has everyone`)
      if (language === 'ru') t.match(text, /[а-я]{4}/, `${name} is in Russian`)
    }
  })
}

const csvRows = (name: string): Record<string, string>[] => parse(rendered(name), { bom: true, columns: true })

t.test('CSV has a row for each student and exercise, and the columns of the roster', async (t) => {
  const rows = csvRows('csv')
  t.equal(rows.length, 30)
  t.match(rows[0], { student: 's01', verdict: 'fail', points: '2', max: '12', open_tasks: 'leader planned follows' })
  t.match(rows[1], { verdict: 'error', points: '', reason: 'The machine did not answer' }, 'no zero without a reason')
  t.match(rows[27], { student: 's10', state: 'not tried', points: '' })
  t.equal(rows[7]?.note, hostile.end)
})

t.test('Moodle gets grades with their feedback, and no grade where nothing was judged', async (t) => {
  const rows = csvRows('moodle')
  t.equal(rows.length, 10)
  const name = '02-switchover Planned change of the leader'
  t.match(rows[1], { 'ID number': 's02', 'Email address': 's2@example.org', [name]: '10.5' })
  t.match(rows[1]?.[`${name} (Feedback)`], /passed; late by 2 days; hints: 1; leader 4\/4/)
  t.equal(rows[0]?.[name], '-')
  t.match(rows[0]?.[`${name} (Feedback)`], /could not be judged: The machine did not answer/)
  t.notMatch(rows[0]?.['01-tour Planned change of the leader (Feedback)'], /[<>]/, 'Moodle would read tags')
})

t.test('no cell of a CSV begins a formula, wherever a spreadsheet parts it, and numbers stay numbers', async (t) => {
  const formula = /^\s*[=+\-@＝＋－＠]/
  const harmless = (cell: string): boolean => !formula.test(cell) || /^\s*(-|[+-]?\d+(\.\d+)?)$/.test(cell)
  for (const name of ['csv', 'moodle']) {
    const cells = parse(rendered(name), { bom: true }).flat() as string[]
    t.same(
      cells.flatMap((cell) => cell.split(';')).filter((cell) => !harmless(cell)),
      [],
      name,
    )
  }
  const piece = fc.constantFrom('=', '+', '-', '@', ';', '\t', '\r', '\n', '"', "'", ',', ' ', '＝', '1', 'a')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const [[cell] = ['']] = parse(csvOf([[pieces.join(''), 'end']]), { bom: true }) as string[][]
      return (cell ?? '').split(';').every(harmless)
    }),
  )
  t.same(parse(csvOf([[-1.5, '-2.25', '007', '-', 10.5]]), { bom: true }), [['-1.5', '-2.25', '007', '-', '10.5']])
})

t.test('Gradescope gets a file for each student, whose name leads nowhere else', async (t) => {
  const report = hostileClass()
  const [first] = report.book.students
  const files = formats.get('gradescope')?.render({
    ...report,
    book: {
      ...report.book,
      students: [...report.book.students, { ...(first as NonNullable<typeof first>), id: '../../x' }],
    },
  }) as ReadonlyMap<string, string>
  t.same([...files.keys()].slice(-2), ['s10.json', '%2E.%2F..%2Fx.json'])
  const results = JSON.parse(files.get('s02.json') ?? '')
  t.match(results, { score: 12.5, visibility: 'visible' })
  t.match(results.tests[1], { name: '02-switchover Planned change of the leader', score: 10.5, max_score: 12 })
  t.match(results.tests[1], { status: 'passed', output_format: 'text', output: /late by 2 days/ })
  t.equal(results.tests.length, 3)
})

t.test('TAP that a consumer of TAP 14 understands', async (t) => {
  const parser = new Parser({ strict: true })
  const counts: [count: number, skipped: number][] = []
  parser.on('child', (child) =>
    child.on('complete', ({ count, skip }: { count: number; skip: number }) => counts.push([count, skip])),
  )
  parser.end(rendered('tap'))
  t.same(counts, [...Array.from({ length: 9 }, () => [3, 1]), [3, 3]], 'a subtest for each student')
  t.match(parser.results, { ok: false, count: 10, fail: 9 })
  t.same(
    parser.results?.failures.filter(({ tapError }) => tapError),
    [],
    'nothing but points that are not ok',
  )
})

t.test('JUnit is well-formed XML and counts right', async (t) => {
  const program = `
import sys, json, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps({**root.attrib, "suites": [[s.get("name"), len(s), [c[0].tag if len(c) else "" for c in s]] for s in root]}))`
  const read = JSON.parse(execFileSync('python3', ['-c', program], { input: rendered('junit'), encoding: 'utf8' }))
  t.match(read, { tests: '30', failures: '10', errors: '1', skipped: '12' })
  t.same(read.suites[0], [`s01 ${hostile.script}`, 3, ['failure', 'error', 'skipped']])
  t.same(read.suites[3]?.[2], ['failure', '', 'skipped'])
})

t.test('JSON keeps to its schema, which is the published one', async (t) => {
  for (const report of [hostileClass(), largeClass(12, 9)]) {
    t.same(classReportSchema.safeParse(JSON.parse(rendered('json', report))).error?.issues ?? [], [])
  }
  t.equal(classReportSchema.safeParse({ class: 1 }).success, false)
  t.equal(
    readFileSync(join(root, 'schemas/class-report.schema.json'), 'utf8'),
    classReportJsonSchema(),
    'npm run schema writes it anew',
  )
})

t.test('the table fits the terminal, and says why nothing could be judged', async (t) => {
  const columns = Object.getOwnPropertyDescriptor(process.stdout, 'columns')
  t.teardown(() =>
    Object.defineProperty(process.stdout, 'columns', columns ?? { value: undefined, configurable: true }),
  )
  for (const language of languages) {
    speak(language)
    for (const width of [60, 80, 120, 200]) {
      Object.defineProperty(process.stdout, 'columns', { value: width, configurable: true })
      const lines = rendered('text', largeClass(20, 15)).split('\n').slice(3, -3)
      t.ok(Math.max(...lines.map((line) => line.trimEnd().length)) <= width, `${width} columns in ${language}`)
      t.match(lines.join('\n'), /192\.0\.2\.7/)
    }
  }
})

t.test('a result of another version of a check is told with what it has', async (t) => {
  const report = hostileClass()
  const mark = report.book.marks.get('s02')?.get('02-switchover')
  const [task] = mark?.counted?.result?.tasks ?? []
  if (task) Object.assign(task, { params: {}, word: 'other', verdict: 'fail' })
  t.match(rendered('moodle', report), /\{leader\}/)
})
