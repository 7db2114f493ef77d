import t from 'tap'
import { judged } from './judged.ts'

/** GET /cluster with tags as Patroni 3.0, 4.0 and 4.1 list them: those alone that say something. */
const cluster = (more: Record<string, object> = {}, streaming = 'streaming') =>
  JSON.stringify({
    members: ['pg01', 'pg02', 'pg03'].map((name, index) => ({
      name,
      role: index === 0 ? 'leader' : 'replica',
      state: index === 0 ? 'running' : streaming,
      api_url: `http://192.168.56.1${index + 1}:8008/patroni`,
      host: `192.168.56.1${index + 1}`,
      port: 5432,
      timeline: 1,
      ...more[name],
    })),
    scope: 'patroni',
  })
const tag = (is: boolean | number, said: string, members = ['pg03']) =>
  // As a machine answers: the cluster, and on a line of its own the role of whoever says so.
  judged('patroni/tag', { members, tag: 'nofailover', is }, [`${said}\nprimary\n`, undefined, undefined]).word

for (const [version, streaming] of [
  ['3.0', 'running'],
  ['4.0', 'streaming'],
  ['4.1', 'streaming'],
] as const) {
  t.test(`a tag of Patroni ${version}`, async (t) => {
    const tagged = cluster({ pg03: { tags: { nofailover: true } } }, streaming)
    t.equal(tag(true, tagged), 'pass')
    t.equal(tag(false, tagged), 'other')
    t.equal(tag(false, tagged, ['pg01', 'pg02']), 'pass')
    t.equal(tag(true, cluster({}, streaming)), 'unset')
    t.equal(tag(false, cluster({}, streaming)), 'pass')
  })
}

t.test('values that are no truth values, and members that are none', async (t) => {
  const said = cluster({ pg02: { tags: { failover_priority: 2 } } })
  const priority = (is: number) =>
    judged('patroni/tag', { members: ['pg02'], tag: 'failover_priority', is }, [said, undefined, undefined])
  t.equal(priority(2).word, 'pass')
  t.match(priority(1), { word: 'other', found: '2' })
  t.equal(tag(true, cluster(), ['pg04']), 'absent')
})

t.test('hostile tags', async (t) => {
  t.equal(tag(true, cluster({ pg03: { tags: 'nofailover' } })), 'unset')
  t.equal(tag(true, cluster({ pg03: { tags: { nofailover: ['\u001b[2J'] } } })), 'other')
  t.equal(tag(true, '{"members": 7}'), 'silent')
})
