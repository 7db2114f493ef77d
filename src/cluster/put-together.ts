import type { Cluster, ClusterReading, Member } from './reading.ts'

/**
 * One picture out of what several machines say, null where none knew anything. The reading that knows a leader is the
 * better one, and what a member says of itself stands above what others say of it. Of two leaders (an old primary that
 * is cut off, or has come back) who came last leads: it has begun a newer timeline.
 */
export function putTogether(readings: readonly ClusterReading[]): Cluster | null {
  const memberships = readings.filter(({ members }) => members !== undefined)
  const chosen = memberships.toSorted((one, other) =>
    newestFirst(leaderAmong(one.members), leaderAmong(other.members)),
  )[0]
  const own = new Map(
    memberships.flatMap(({ self, members }) => (self ? [[self, members?.find(({ name }) => name === self)]] : [])),
  )
  const routes = readings.find((reading) => reading.routes)?.routes ?? []
  const witness = readings.find(({ lastChange }) => lastChange !== undefined)
  if (!chosen && !witness && routes.length === 0) return null
  const members = (chosen?.members ?? [])
    .map((member) => ({ ...member, ...stated(own.get(member.name)) }))
    .sort((a, b) => a.name.localeCompare(b.name))
  const leader = leaderAmong(members)
  return {
    leader: leader?.name ?? null,
    timeline: leader?.timeline ?? null,
    paused: chosen?.paused ?? false,
    members,
    routes,
    lastChange: witness?.lastChange ?? null,
  }
}

/** How far behind it is, a member does not know. */
const stated = (member: Member | undefined): Partial<Member> => {
  if (!member) return {}
  const { role, state, timeline, pendingRestart } = member
  return { role, state, pendingRestart, ...(timeline === null ? {} : { timeline }) }
}

const isLeader = ({ role, state }: { role: string; state: string }): boolean =>
  (role === 'leader' || role === 'standby_leader') && state === 'running'

const leaderAmong = (members: readonly Member[] = []): Member | undefined =>
  members.filter(isLeader).toSorted(newestFirst)[0]

/** An order in which who has begun the newest timeline stands first, and nobody at all last. */
const newestFirst = (one: Member | undefined, other: Member | undefined): number =>
  (other?.timeline ?? -1) - (one?.timeline ?? -1)
