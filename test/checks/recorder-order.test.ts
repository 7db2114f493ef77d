import t from 'tap'
import { evidence, judged } from './judged.ts'

const config = (at: number, pause?: boolean) => ({
  at,
  what: 'config',
  value: { ttl: 20, ...(pause === undefined ? {} : { pause }) },
})
const member = (at: number, state: string, name = 'pg01') => ({ at, what: 'member', name, role: 'primary', state })
const leader = (at: number, name: string | null) => ({ at, what: 'leader', name })

/** pg01 was stopped under pause: what the recorder writes, by Patroni 4. */
const maintenance = [
  config(10_000, true),
  leader(15_000, null),
  member(15_100, 'stopped'),
  member(20_000, 'restarting'),
  leader(22_000, 'pg01'),
  member(22_100, 'running'),
  config(30_000),
]
const started = (at: number) => `running ${at / 1000}\n`
const order = (events: object[], expected: object[], ...starts: Parameters<typeof judged>[2]) =>
  judged('recorder/in-order', { events: expected }, [evidence({ events }), ...starts])
const asked = [{ paused: true }, { started: 'pg01' }, { resumed: true }]

t.test('events in the order that was asked for', async (t) => {
  t.match(order(maintenance, asked, started(21_000)), { verdict: 'pass' })
  const seen = [{ paused: true }, { stopped: 'pg01' }, { leads: 'pg01' }, { running: 'pg01' }, { resumed: true }]
  t.match(order(maintenance, seen), { verdict: 'pass' })
  t.match(order(maintenance, asked, `running 35.5\njournal 21.1\njournal 35.5\n`), { verdict: 'pass' })
  t.match(order([member(1000, 'streaming', 'pg02')], [{ running: 'pg02' }]), { verdict: 'pass' })
  t.match(order([{ at: 1, what: 'member', name: 'pg02', gone: true }], [{ gone: 'pg02' }]), { verdict: 'pass' })
})

t.test('another order, or nothing at all', async (t) => {
  t.match(order([], asked, started(21_000)), { word: 'never', params: { event: 'paused', before: 0 } })
  t.match(order(maintenance, asked, started(5000)), { word: 'early', params: { event: 'started', member: 'pg01' } })
  t.match(order(maintenance, asked, undefined), { word: 'never', params: { event: 'started' } })
  t.match(order(maintenance, asked, started(31_000)), { word: 'early', params: { event: 'resumed', before: 2 } })
  t.match(order(maintenance.slice(0, -1), asked, started(21_000)), { word: 'never', params: { event: 'resumed' } })
  t.match(order(maintenance, [{ leads: 'pg02' }]), { word: 'never', params: { member: 'pg02' } })
})

t.test('a change of another key is no pause, and what no recorder writes is passed over', async (t) => {
  t.match(order([config(1000), config(2000, false)], [{ paused: true }]), { word: 'never' })
  t.match(order([config(1000), config(2000, false)], [{ resumed: true }]), { word: 'never' })
  t.match(
    order(
      [
        { at: 1, what: 'config', value: 'x' },
        { at: 2, what: 'member' },
      ],
      [{ paused: true }],
    ),
    {
      word: 'never',
    },
  )
  t.match(order(maintenance, asked, { stdout: 'running \u001b[2J', code: 0 }), { word: 'never' })
})
