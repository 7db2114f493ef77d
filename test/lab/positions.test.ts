import t from 'tap'
import { parseLab } from '../../src/lab/parse.ts'
import { someKnown } from './some-known.ts'

const title = 'title: { en: One, ru: Один }\n'

// ‸ stands in front of the letter that the first message must point at.
const cases: [string, string][] = [
  ['a value in a flow map', `${title}machines: { pg01: { address: ‸pg01, roles: [base] } }`],
  ['a value in a block map', `${title}machines:\n  pg01:\n    address: ‸192.168.56.1\n    roles: [base]`],
  ['a value behind an anchor', `${title}memory: &m ‸1\nmachines: { pg01: { address: 192.168.56.2, roles: [base] } }`],
  ['an alias of a wrong value', `$schema: &s x\n${title}memory: ‸*s\nmachines: {}`],
  ['a key without a value', `${title}machines:\n  ‸pg01:\n  pg02: { address: 192.168.56.2, roles: [base] }`],
  ['the key under which another is missing', `${title}machines:\n  "‸pg01": { roles: [base] }`.replace('"‸', '‸"')],
  [
    'an item of a list',
    `${title}machines:\n  pg01:\n    address: 192.168.56.2\n    roles:\n      - base\n      - ‸bass`,
  ],
  ['a value on the next line', `title:\n  en:\n    ‸12\n  ru: Один\nmachines: {}`],
  ['letters outside the first plane', `title: { en: 🐘, ru: ‸7 }\nmachines: {}`],
  ['a file with a byte order mark', `\uFEFF‸titles: 1\n`],
  ['lines that end as on Windows', `${title}os: ‸dos\nmachines: {}\n`.replaceAll('\n', '\r\n')],
  ['a comment above', `# machines\n\n${title}# os\nos: ‸dos # why\n`],
  ['a bracket that is not closed', `${title}machines: { pg01: ‸{ address: 192.168.56.2`],
  ['a quote that is not closed', `title:\n  en: ‸"One\n  ru: Один\n`],
]

for (const [what, marked] of cases) {
  const source = marked.replace('‸', '')
  const before = marked.slice(0, marked.indexOf('‸')).replace('\uFEFF', '').split('\n')
  const wanted = { line: before.length, column: (before.at(-1) ?? '').length + 1 }
  const { findings } = parseLab('any', source, someKnown)
  t.ok(
    findings.some(({ at }) => at.line === wanted.line && at.column === wanted.column),
    `${what} at ${wanted.line}:${wanted.column}`,
    { findings },
  )
}
