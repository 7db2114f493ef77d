import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify as csv } from 'csv-stringify/sync'
import fc from 'fast-check'
import t from 'tap'
import { stringify as yaml } from 'yaml'
import { z } from 'zod'
import type { Student } from '../../src/class/model.ts'
import { loadRoster } from '../../src/class/roster.ts'
import { rosterJsonSchema } from '../../src/class/roster-schema.ts'
import { root } from '../../src/root.ts'

const folder = mkdtempSync(join(tmpdir(), 'pglab-roster-'))
t.teardown(() => rmSync(folder, { recursive: true }))

/** What was warned of, and who is in a roster with that content. */
function read(name: string, content: string | Uint8Array): { students: readonly Student[]; warnings: string[] } {
  const file = join(folder, name)
  writeFileSync(file, content)
  const warnings: string[] = []
  return { students: loadRoster(file, (sentence) => warnings.push(sentence)).students, warnings }
}

t.test('YAML with everything in it', async (t) => {
  const { students, warnings } = read(
    'group.yaml',
    `defaults: { user: student, key: ~/.ssh/lab, group: "101" }
students:
  - { id: s01, name: Student 1, email: s01@example.org, host: 192.0.2.1, jump: me@bastion.example.org:2222, seat: 7 }
  - { id: s02, name: Студент 2, group: "102", host: "2001:db8::2", port: 2202, user: root, key: keys/s02 }
  - { id: s03, name: Student 3, instance: group-s03 }
  - { id: s04, name: Student 4 }
`,
  )
  t.same(warnings, [])
  t.strictSame(students, [
    {
      id: 's01',
      name: 'Student 1',
      email: 's01@example.org',
      group: '101',
      way: {
        host: '192.0.2.1',
        port: 22,
        user: 'student',
        key: join(homedir(), '.ssh/lab'),
        jump: 'me@bastion.example.org:2222',
      },
      extra: { seat: '7' },
    },
    {
      id: 's02',
      name: 'Студент 2',
      email: '',
      group: '102',
      way: { host: '2001:db8::2', port: 2202, user: 'root', key: join(folder, 'keys/s02'), jump: undefined },
      extra: {},
    },
    { id: 's03', name: 'Student 3', email: '', group: '101', way: { instance: 'group-s03' }, extra: {} },
    { id: 's04', name: 'Student 4', email: '', group: '101', way: undefined, extra: {} },
  ])
})

const text = 'id;ФИО;name;host;port;user;key\ns01;Первый;Студент 1;192.0.2.1;2222;root;k\n'

/** Cyrillic letters as bytes of an old encoding, in the order of the alphabet. */
const bytesOf = (words: string, alphabet: string, first: number) =>
  Uint8Array.from(
    [...words].map((letter) => (alphabet.includes(letter) ? first + alphabet.indexOf(letter) : letter.charCodeAt(0))),
  )
const letters = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя'
const koi8 = 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ'

t.test('encodings', async (t) => {
  const plain = read('plain.csv', text).students
  t.match(plain, [{ id: 's01', name: 'Студент 1', way: { port: 2222 }, extra: { ФИО: 'Первый' } }])
  t.strictSame(read('bom.csv', `\uFEFF${text}`), { students: plain, warnings: [] })
  t.strictSame(read('utf16.csv', Buffer.from(`\uFEFF${text}`, 'utf16le')), { students: plain, warnings: [] })
  t.strictSame(read('crlf.csv', text.replaceAll('\n', '\r\n')).students, plain)
  const windows = read('windows.csv', bytesOf(text, letters, 0xc0))
  t.strictSame(windows.students, plain)
  t.match(windows.warnings, [/Windows-1251/])
  t.throws(() => read('koi8.csv', bytesOf(text, koi8, 0xc0)), /neither UTF-8/, 'other letters for every name')
  t.throws(() => read('dos.csv', bytesOf(text, letters.slice(0, 48), 0x80)), /neither UTF-8/)
  t.throws(() => read('latin.csv', Buffer.from('id,name\ns01,Zo\u00eb M\u00fcller\n', 'latin1')), /neither UTF-8/)
  t.throws(() => read('binary.csv', Uint8Array.from([0, 1, 2, 255])), /neither UTF-8/)
})

t.test('the separator is that of the first line', async (t) => {
  for (const sign of [',', ';', '\t']) {
    const { students } = read('signs.csv', `id${sign}name\ns01${sign}"a, b; c"\n`)
    t.equal(students[0]?.name, 'a, b; c')
  }
})

t.test('what is written as CSV is read from CSV, and as YAML from YAML', async (t) => {
  const word = fc.stringMatching(
    /^[A-Za-zА-я"',;=+@#:{}[\]0-9-]([A-Za-zА-я"',;=+@#:{}[\] 0-9-]{0,20}[A-Za-zА-я"'=@0-9])?$/,
  )
  const row = fc.record({ id: fc.stringMatching(/^[a-z0-9][a-z0-9._@+-]{0,20}$/), name: word, group: word, seat: word })
  const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 20, selector: ({ id }) => id })
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t'), (written, delimiter) => {
      const expected = written.map(({ seat, ...rest }) => ({ ...rest, email: '', way: undefined, extra: { seat } }))
      t.same(read('any.csv', csv(written, { header: true, delimiter })).students, expected)
      t.same(read('any.yaml', yaml({ students: written })).students, expected)
    }),
    { numRuns: 100 },
  )
})

t.test('no text makes it break down', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('x.csv', 'x.yaml'), (some, name) => {
      try {
        read(name, some)
      } catch (trouble) {
        t.match((trouble as { code: unknown }).code, 2, JSON.stringify(some))
      }
    }),
  )
})

t.test('thousands of rows', async (t) => {
  const many = Array.from({ length: 5000 }, (_, index) => ({ id: `s${index}`, name: `Student ${index}` }))
  t.equal(read('many.csv', csv(many, { header: true })).students.length, 5000)
  t.equal(read('many.yaml', yaml({ students: many })).students.length, 5000)
  const wrong = many.map((student) => ({ ...student, email: 'none' }))
  t.throws(() => read('wrong.csv', csv(wrong, { header: true })), /100 mistakes/, 'as many as anybody reads')
  t.throws(() => read('large.csv', csv([...many, ...many, { id: 'x', name: 'x' }], { header: true })))
})

t.test('the name of the file becomes that of a folder', async (t) => {
  t.throws(() => read('a|b.csv', text), /cannot be one/)
  t.throws(() => read('.csv', text))
  t.ok(read('Группа 1.csv', text))
})

t.test('the committed schema is current and refuses what the kit refuses', async (t) => {
  const committed = readFileSync(join(root, 'schemas/roster.schema.json'), 'utf8')
  t.equal(committed, rosterJsonSchema(), 'npm run schema')
  const schema = z.fromJSONSchema(JSON.parse(committed))
  t.ok(schema.safeParse({ students: [{ id: 's01', name: 'Student 1', seat: 7 }] }).success)
  t.notOk(schema.safeParse({ students: [{ name: 'Student 1' }] }).success)
  t.notOk(schema.safeParse({ students: [{ id: 's01', name: 'x', port: 0 }] }).success)
})
