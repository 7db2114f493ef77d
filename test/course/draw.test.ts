import t from 'tap'
import { drawValues, filled } from '../../src/course/draw.ts'

const secret = 'ab'.repeat(32)
const vary = {
  target: { pick: ['pg02', 'pg03'] },
  other: { value: "{{ 'pg03' if target == 'pg02' else 'pg02' }}" },
  limit: { number: { from: 40, to: 60, step: 5 } },
  base: { name: 'shop' },
}
const draw = (student: string, exercise = '03-switchover') => drawValues(vary, exercise, { secret, student })

t.test('a draw is the same every time and differs between students', async (t) => {
  t.same(draw('anna'), draw('anna'))
  const all = Array.from({ length: 200 }, (_, index) => draw(`student-${index}`))
  t.same([...new Set(all.map(({ target }) => target))].sort(), ['pg02', 'pg03'])
  t.same([...new Set(all.map(({ limit }) => limit))].sort(), [40, 45, 50, 55, 60])
  t.ok(
    all.every(({ target, other }) => target !== other),
    'values made from others fit them',
  )
  t.ok(new Set(all.map(({ base }) => base)).size > 150, 'names are rarely the same')
  t.ok(
    all.every(({ base }) => /^shop_[a-z]+\d\d$/.test(String(base))),
    'and are identifiers',
  )
  t.notSame(draw('anna').base, draw('anna', '04-failover').base, 'and differ between exercises')
  t.notSame(draw('anna'), drawValues(vary, '03-switchover', { secret: 'cd'.repeat(32), student: 'anna' }))
})

t.test('values come into every text, and a number stays one', async (t) => {
  const values = { target: 'pg02', limit: 45 }
  t.same(
    filled(
      { member: '{{ target }}', limit: '{{ limit }}', text: '{{ limit }}s', list: ['{{ target }}'], n: 1 },
      values,
    ),
    {
      member: 'pg02',
      limit: 45,
      text: '45s',
      list: ['pg02'],
      n: 1,
    },
  )
  t.throws(() => filled('{{ unknown }}', values))
})
