import t from 'tap'
import type { Status } from '../../src/cluster/status.ts'
import { statusWords } from '../../src/reports/status-words.ts'
import { speak } from '../../src/words/say.ts'

const machine = (name: string, state: Status['machines'][number]['state']) => ({
  name,
  address: '192.168.56.11',
  state,
  roles: ['base', 'patroni'],
})
const member = (name: string, role: string, state: string, lag: number | null) => ({
  name,
  role,
  state,
  timeline: 2,
  lag,
  pendingRestart: false,
})

const healthy: Status = {
  lab: 'patroni',
  name: 'group-a',
  provider: 'nspawn',
  machines: [machine('pg01', 'running'), machine('pg02', 'running')],
  cluster: {
    leader: 'pg01',
    timeline: 2,
    paused: false,
    members: [member('pg01', 'leader', 'running', null), member('pg02', 'replica', 'streaming', 0)],
    routes: [
      { name: 'read-write', port: 5000, to: ['pg01'] },
      { name: 'read-only', port: 5001, to: [] },
    ],
    lastChange: { from: 'pg02', to: 'pg01', at: 1700000000000, timeline: 2, outage: 2400 },
  },
}
const cluster = (change: object): Status => ({
  ...healthy,
  cluster: { ...healthy.cluster, ...change } as Status['cluster'],
})

const cases: [name: string, status: Status, en: RegExp[], ru: RegExp[]][] = [
  [
    'healthy',
    healthy,
    [/^Lab patroni, instance group-a/, /pg01 leads, timeline 2/, /could not write for 2\.4 s/, /ns:5001 .*nobody/],
    [/лидер pg01, таймлайн 2/, /не могли писать 2,4 с/, /ни к кому/],
  ],
  ['nobody leads', cluster({ leader: null }), [/nobody leads/], [/лидера нет/]],
  ['paused', cluster({ paused: true }), [/paused/], [/на паузе/]],
  [
    'outage goes on',
    cluster({ lastChange: { from: 'pg02', to: 'pg01', at: 1, timeline: null, outage: null } }),
    [/cannot write yet/],
    [/пока не могут/],
  ],
  [
    'dead holder of the lock',
    { ...healthy, machines: [machine('pg01', 'off')] },
    [/pg01 still holds the leader lock, but the machine is off/],
    [/ключ лидера пока у pg01, но эта машина выключена/],
  ],
  [
    'all off',
    { ...healthy, machines: [machine('pg01', 'off')], cluster: null },
    [/All machines are off\. Start them with/],
    [/Все машины выключены/],
  ],
]

for (const [name, status, en, ru] of cases) {
  t.test(name, (t) => {
    for (const [language, expected] of [
      ['en', en],
      ['ru', ru],
    ] as const) {
      speak(language)
      for (const pattern of expected) t.match(statusWords(status), pattern)
    }
    speak('en')
    t.end()
  })
}
