import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { stringify } from 'yaml'
import { labFolder } from '../../src/lab/load.ts'
import { parseLab } from '../../src/lab/parse.ts'
import { loadKnown } from '../../src/registry.ts'
import { languages, speak } from '../../src/words/say.ts'

const known = await loadKnown()
const lab = readFileSync(join(labFolder, 'patroni.yaml'), 'utf8')
const numRuns = Number(process.env.PGLAB_PROPERTY_RUNS ?? 200)
// For a night of searching: PGLAB_PROPERTY_RUNS=100000 npx tap --timeout=0 test/lab/property.test.ts
t.setTimeout(30_000 + numRuns * 50)

/** Never throws; gives a lab, or findings that each say something about a place inside the file. */
function holds(source: string): boolean {
  const lines = source.split('\n')
  return languages.every((language) => {
    speak(language)
    const { lab, findings } = parseLab('any', source, known)
    if (lab) return findings.length === 0
    return (
      findings.length > 0 &&
      findings.every(({ at, message }) => {
        const length = lines[at.line - 1]?.length
        return length !== undefined && at.column >= 1 && at.column <= length + 1 && message.trim() !== ''
      })
    )
  })
}

const check = (source: fc.Arbitrary<string>): void => fc.assert(fc.property(source, holds), { numRuns })

/** Text that looks a little like YAML finds more than text that does not. */
const piece = fc.oneof(
  fc.constantFrom(
    ...'\n\n\n  :-?[]{},&*#|>\'"%@!\t\r\u0000\uFEFF\u2028',
    ': ',
    '- ',
    '---\n',
    '<<: ',
    '*a',
    '&a ',
    '!!set ',
  ),
  fc.constantFrom('machines', 'title', 'groups', 'roles', 'address', 'patroni', 'ttl', '__proto__', 'constructor'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  key: fc.oneof(
    piece,
    fc.constantFrom('machines', 'title', 'en', 'ru', 'forwards', 'network', 'memory', 'group', 'pg01'),
  ),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), fc.double(), fc.integer(), fc.string(), piece, fc.ipV4()),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .array(fc.tuple(tie('key'), tie('value')), { maxLength: 6 })
      .map((pairs) => new Map(pairs as [string, unknown][])),
  ),
})).value

type Lines = readonly string[]
const place: fc.Arbitrary<number> = fc.nat({ max: lab.length })
const other = fc.oneof(piece, fc.string(), fc.double().map(String), fc.constantFrom('[]', '{}', 'null', 'true', '*a'))

const dropLine = (lines: Lines, n: number): Lines => lines.filter((_, line) => line !== n % lines.length)
const copyLine = (lines: Lines, n: number, to: number): Lines =>
  lines.toSpliced(to % lines.length, 0, String(lines[n % lines.length]))
const otherValue = (lines: Lines, n: number, _: number, text: string): Lines =>
  lines.with(n % lines.length, String(lines[n % lines.length]).replace(/:.*$/, `: ${text}`))
const otherLetters = (lines: Lines, n: number, to: number, text: string): Lines => {
  const all = lines.join('\n')
  return `${all.slice(0, n)}${text}${all.slice(n + (to % 4))}`.split('\n')
}

const mistake: fc.Arbitrary<(lines: Lines) => Lines> = fc
  .tuple(fc.constantFrom(dropLine, copyLine, otherValue, otherLetters), place, place, other)
  .map(
    ([kind, n, to, text]) =>
      (lines) =>
        kind(lines, n, to, text),
  )
const mutated: fc.Arbitrary<string> = fc
  .array(mistake, { minLength: 1, maxLength: 5 })
  .map((mistakes) => mistakes.reduce((lines, spoil) => spoil(lines), lab.split('\n') as Lines).join('\n'))

t.test('any text', (t) => {
  check(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    ),
  )
  t.end()
})

t.test('any value', (t) => {
  check(value.map((any) => stringify(any)))
  t.end()
})

t.test('the Patroni lab with mistakes', (t) => {
  check(mutated)
  t.end()
})

t.test('nesting without end', (t) => {
  t.ok(holds('['.repeat(5000)))
  t.ok(holds(Array.from({ length: 1500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')))
  t.end()
})
