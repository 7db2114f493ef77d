import t from 'tap'
import type { Lab } from '../../src/lab/lab.ts'
import { parseLab } from '../../src/lab/parse.ts'
import { someKnown } from './some-known.ts'

/** A lab with one group, in which each level says what is given for it. */
function labOf(levels: { lab?: object; group?: object; machine?: object }): Lab {
  const file = {
    title: { en: 'One', ru: 'Один' },
    roles: ['base'],
    ...levels.lab,
    groups: { some: levels.group ?? {} },
    machines: {
      pg_01: { address: '192.168.56.11', group: 'some', ...levels.machine },
      alone: { address: '192.168.56.12', roles: ['etcd', 'patroni'] },
    },
  }
  // Every JSON text is a YAML text.
  const { lab, findings } = parseLab('one', JSON.stringify(file), someKnown)
  if (!lab) throw new Error(JSON.stringify(findings))
  return lab
}

const first = (levels: Parameters<typeof labOf>[0]) => labOf(levels).machines[0]

const kit = { roles: ['base'], memory: 1024, cpus: 1, postgresql: 17 }

for (const [key, lab, group, machine] of [
  ['memory', 512, 768, 2048],
  ['cpus', 2, 3, 4],
  ['postgresql', 15, 16, 18],
  ['roles', ['base', 'etcd'], ['etcd'], ['etcd', 'base']],
] as const) {
  t.test(`${key}: machine, then group, then lab, then kit`, (t) => {
    const of = (level: object | undefined) => level && { [key]: Object.values(level)[0] }
    const levels = { lab: of({ lab }), group: of({ group }), machine: of({ machine }) }
    t.strictSame(first(levels)?.[key], machine)
    t.strictSame(first({ ...levels, machine: undefined })?.[key], group)
    t.strictSame(first({ lab: levels.lab })?.[key], lab)
    t.strictSame(first({})?.[key], kit[key])
    t.end()
  })
}

t.test('settings of a role are looked up key by key', (t) => {
  const machine = first({
    lab: { patroni: { ttl: 40, loop_wait: 8, retry_timeout: 4 } },
    group: { roles: ['etcd', 'patroni'], patroni: { loop_wait: 6, retry_timeout: 5 } },
    machine: { patroni: { retry_timeout: 3 } },
  })
  t.match(machine?.settings.patroni, {
    ttl: 40,
    loop_wait: 6,
    retry_timeout: 3,
    maximum_lag_on_failover: someKnown.roles.get('patroni')?.defaults?.maximum_lag_on_failover,
  })
  t.end()
})

t.test('a setting that is a map is one value', (t) => {
  const machine = first({
    lab: { patroni: { parameters: { work_mem: '8MB', jit: false } } },
    machine: { roles: ['patroni'], patroni: { parameters: { work_mem: '16MB' } } },
  })
  t.strictSame(machine?.settings.patroni?.parameters, { work_mem: '16MB' })
  t.end()
})

t.test('only the roles of a machine have settings there', (t) => {
  const lab = labOf({ lab: { patroni: { ttl: 60 } } })
  t.strictSame(
    lab.machines.map(({ settings }) => Object.keys(settings)),
    [['base'], ['etcd', 'patroni']],
  )
  t.end()
})

t.test('defaults are not changed by what a lab says', (t) => {
  const before = structuredClone(someKnown.roles.get('patroni')?.defaults)
  first({ lab: { patroni: { ttl: 60, parameters: { jit: false } } } })
  t.strictSame(someKnown.roles.get('patroni')?.defaults, before)
  t.end()
})

t.test('the rest of a lab', (t) => {
  t.match(labOf({}), {
    id: 'one',
    domain: 'lab.test',
    timezone: 'UTC',
    network: { cidr: '192.168.56.0/24', prefix: 24, stem: '192.168.56' },
    forwards: [],
    os: undefined,
  })
  t.match(labOf({ lab: { domain: 'a.test', timezone: 'Europe/Moscow', os: 'rocky9' } }), {
    domain: 'a.test',
    timezone: 'Europe/Moscow',
    os: 'rocky9',
  })
  t.equal(first({})?.hostname, 'pg-01', 'an underscore is no part of a hostname')
  t.end()
})
