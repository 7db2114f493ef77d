import t from 'tap'
import { judged, type Said } from './judged.ts'

const where = { question: 'value', on: 'pg01', run: 'true' }
const equals = (given: Said, truth: Said, more: object = {}) =>
  judged('answer/equals', { ...where, ...more }, [given, truth])
const none = { code: 1 }

t.test('a word', async (t) => {
  t.match(equals('pg01\n', 'pg01\n'), { verdict: 'pass', found: 'pg01', machine: 'pg01' })
  t.equal(equals(' PG01 \n', 'pg01').verdict, 'pass', 'neither blanks nor capitals are part of an answer')
  t.equal(equals('a  b', 'a b').verdict, 'pass')
  t.match(equals('pg02', 'pg01'), { verdict: 'fail', word: 'other', machine: 'pg01', params: { given: 'pg02' } })
  t.match(equals(none, 'pg01'), { verdict: 'fail', word: 'unanswered' })
  t.match(equals('', 'pg01'), { verdict: 'fail', word: 'unanswered' })
})

t.test('the truth is never given away', async (t) => {
  t.notMatch(JSON.stringify(equals('pg02', 'pg01x')), /pg01x/)
})

t.test('a list in any order', async (t) => {
  t.equal(equals('pg03, pg02', 'pg02\npg03\n', { list: true }).verdict, 'pass')
  t.equal(equals('pg03', 'pg02 pg03', { list: true }).word, 'other')
  t.equal(equals('pg03 pg02', 'pg02 pg03').word, 'other')
})

t.test('nobody knows the truth', async (t) => {
  for (const truth of ['', none, { code: 124, stdout: 'pg' }]) {
    t.match(equals('pg01', truth), { verdict: 'error', word: 'unknown' })
  }
})

t.test('an answer is hostile', async (t) => {
  const { found = '' } = equals(`\u001b[2J${'x'.repeat(5000)}`, 'pg01')
  t.notOk(found.includes('\u001b'))
  t.ok(found.length < 100)
})
