import t from 'tap'
import { shown } from '../../src/words/shown.ts'

const cases: [string, string, string][] = [
  ['plain text', 'pg01', 'pg01'],
  ['another alphabet', 'Лаборатория 🐘', 'Лаборатория 🐘'],
  ['colours of the terminal', '\u001b[31mred', '·[31mred'],
  ['lines', 'one\r\ntwo\u2028three', 'one··two·three'],
  ['the direction of writing', 'pg\u202e01', 'pg·01'],
  ['half a letter', 'a\ud800b', 'a·b'],
  ['length', '🐘'.repeat(61), `${'🐘'.repeat(60)}…`],
]

for (const [what, text, wanted] of cases) t.equal(shown(text), wanted, what)
