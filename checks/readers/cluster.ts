import { readCluster } from '../../provision/patroni/read-cluster.ts'
import type { Member } from '../../src/cluster/reading.ts'
import {
  type Answer,
  type Answers,
  type Failure,
  fail,
  type Judgement,
  type Question,
  type Scene,
  trouble,
} from '../../src/grading/kind.ts'

/** The Patroni cluster as its members tell it over REST: one answer in 3.x, 4.0 and 4.1, unlike `patronictl list`. */
export interface ClusterView {
  members: readonly Member[]
  leader: Member | undefined
  paused: boolean
  /** The machine that said so. */
  source: string
  /** Its answer to GET /cluster, for kinds that read more of it. */
  said: string
  /** What members say of themselves, e.g. `replica running`, by name; of those that answer. */
  own: ReadonlyMap<string, string>
}

const local = 'curl -fsS -m 3 http://127.0.0.1:8008'

/** Asks every member, for the cluster and for itself: the cluster is to be judged while some of them are dead. */
export const clusterQuestions = (scene: Scene): Question[] =>
  scene.having('patroni').map((machine) => ({
    machine,
    run: `${local}/cluster && echo && ${local}/patroni | jq -r '"\\(.role) \\(.state)"'`,
    optional: true,
  }))

/**
 * The view of a member that knows a leader, else of any that answers; nothing where no Patroni answers at all.
 * Without a majority of etcd the lock never runs out, and one who is cut off reads what it read last: both go on
 * naming a leader that has stepped down. So whoever says of itself that it is a replica is no leader.
 */
export function viewOf(answers: Answers): ClusterView | undefined {
  const own = new Map(
    answers.flatMap((answer) => (answer ? [[answer.machine, partsOf(answer)[1] ?? ''] as const] : [])),
  )
  const views = answers.flatMap((answer) => {
    const [said] = answer ? partsOf(answer) : ['']
    const members = readCluster(said)
    if (!answer || !members?.members) return []
    const leader = members.members.find(
      ({ name, role, state }) =>
        /^(standby_)?leader$/.test(role) && state === 'running' && !own.get(name)?.startsWith('replica'),
    )
    return [{ members: members.members, leader, paused: members.paused === true, source: answer.machine, said, own }]
  })
  return views.find(({ leader }) => leader) ?? views[0]
}

/** The answer to GET /cluster, and what the member says of itself where it has said it. */
function partsOf({ stdout }: Answer): [cluster: string, own: string | undefined] {
  const [cluster = '', own] = stdout.split('\n')
  return [cluster, own?.trim()]
}

/** No member says anything of the cluster: a failure where their machines can be asked, else trouble of the lab. */
export const silence = (answers: Answers): Judgement => (answers.some(Boolean) ? fail : trouble)('silent')

/** What is said then. */
export const silentCluster: Failure = {
  says: {
    en: 'No Patroni answers on any machine.',
    ru: 'Ни на одной машине Patroni не отвечает.',
  },
  look: {
    en: './pglab status; then on a database machine: systemctl status patroni',
    ru: './pglab status; затем на машине с базой: systemctl status patroni',
  },
}

/** Members as a short list: `pg01 leader running, pg02 replica streaming`. */
export const listed = (members: readonly Member[]): string =>
  members.map(({ name, role, state }) => `${name} ${role} ${state}`).join(', ')
