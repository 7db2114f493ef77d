/** One member of the database cluster. Everything in it was said by a machine and is hostile data. */
export interface Member {
  name: string
  /** `leader`, `replica`, `sync_standby`, … as the cluster manager names it */
  role: string
  /** `running`, `streaming`, `stopped`, … */
  state: string
  timeline: number | null
  /** Bytes behind the leader; null for the leader itself and where nobody knows. */
  lag: number | null
  pendingRestart: boolean
}

/** Where a port of the clients' entry point leads. */
export interface Route {
  port: number
  name: string
  to: string[]
}

/** The last change of leader that clients felt. */
export interface LeaderChange {
  from: string | null
  to: string
  /** Milliseconds since 1970, by the clock of the machine that recorded it. */
  at: number
  timeline: number | null
  /** How long no write was acknowledged, ms; null where nothing was written at that time. */
  outage: number | null
}

/** What one source can say of the cluster. */
export interface ClusterReading {
  /** The member that was asked, where it knows about itself what others do not. */
  self?: string
  members?: Member[]
  paused?: boolean
  routes?: Route[]
  lastChange?: LeaderChange | null
}

/** The whole picture, put together from all sources that answered. */
export interface Cluster {
  leader: string | null
  timeline: number | null
  paused: boolean
  members: Member[]
  routes: Route[]
  lastChange: LeaderChange | null
}
