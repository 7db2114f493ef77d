import t from 'tap'
import { putTogether } from '../../src/cluster/put-together.ts'
import type { ClusterReading, Member } from '../../src/cluster/reading.ts'

const member = (name: string, role: string, timeline: number | null, state = 'running'): Member => ({
  name,
  role,
  state,
  timeline,
  lag: null,
  pendingRestart: false,
})

/** What one machine says, with itself among the members. */
const said = (self: string, ...members: Member[]): ClusterReading => ({ self, members })

t.test('an old primary that is cut off believes that it leads; the newest timeline decides', async (t) => {
  const old = said('pg01', member('pg01', 'leader', 1), member('pg02', 'replica', null, 'streaming'))
  const now = said('pg02', member('pg01', 'leader', null, 'unreachable'), member('pg02', 'leader', 2))
  for (const readings of [
    [old, now],
    [now, old],
  ])
    t.match(putTogether(readings), {
      leader: 'pg02',
      timeline: 2,
      members: [
        { name: 'pg01', role: 'leader', state: 'running', timeline: 1 },
        { name: 'pg02', role: 'leader', state: 'running', timeline: 2 },
      ],
    })
})

t.test('a member knows better what it is than the others do', async (t) => {
  const leader = said('pg01', member('pg01', 'leader', 3), member('pg02', 'replica', null, 'unknown'))
  const replica = said('pg02', member('pg01', 'leader', 3), member('pg02', 'replica', 3, 'streaming'))
  t.match(putTogether([leader, replica])?.members[1], { name: 'pg02', state: 'streaming', timeline: 3 })
})

t.test('nobody leads while nobody runs as a leader', async (t) => {
  t.match(putTogether([said('pg01', member('pg01', 'leader', 1, 'stopped'))]), { leader: null, timeline: null })
  t.equal(putTogether([]), null)
})

t.test('routes and the last change come from whoever knows them', async (t) => {
  const picture = putTogether([
    said('pg01', member('pg01', 'leader', 1)),
    { routes: [{ port: 5000, name: 'write', to: ['pg01'] }] },
    { lastChange: null },
  ])
  t.match(picture, { leader: 'pg01', routes: [{ port: 5000 }], lastChange: null })
})
