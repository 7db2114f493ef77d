import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NodeAnswer, readNode } from '../../provision/repmgr/read-nodes.ts'
import {
  type Answers,
  type Failure,
  fail,
  type Judgement,
  type Question,
  type Scene,
  trouble,
} from '../../src/grading/kind.ts'
import { root } from '../../src/root.ts'

/** The repmgr cluster as its nodes tell it. What a node says of itself is taken for true, hearsay is not. */
export interface NodesView {
  /** By machine; of those that answer. */
  nodes: ReadonlyMap<string, NodeAnswer>
  /** Members that take writes, the one on the highest timeline first. A witness takes writes, too, and is none. */
  primaries: readonly string[]
  /** The first of them as it answers. */
  primary: NodeAnswer | undefined
}

/** Asks every node, the witness included: the cluster is to be judged while some of them are dead. */
export function nodeQuestions(scene: Scene): Question[] {
  const query = readFileSync(join(root, 'provision/repmgr/state.sql'), 'utf8')
  return scene.having('repmgr-node').map((machine) => ({
    machine,
    run: `psql -XAtq -h /var/run/postgresql -U postgres -d repmgr -v self=${machine} <<'SQL'\n${query}SQL`,
    optional: true,
  }))
}

/** Nothing where no node answers at all. */
export function nodesIn(answers: Answers, scene: Scene): NodesView | undefined {
  const nodes = new Map<string, NodeAnswer>()
  for (const answer of answers) {
    const said = answer && readNode(answer.stdout.trim())
    if (answer && said) nodes.set(answer.machine, said)
  }
  if (nodes.size === 0) return undefined
  const timelineOf = (name: string): number => nodes.get(name)?.timeline ?? 0
  const primaries = scene
    .having('member')
    .filter((name) => nodes.get(name)?.recovery === false)
    .sort((one, other) => timelineOf(other) - timelineOf(one))
  return { nodes, primaries, primary: nodes.get(primaries[0] ?? '') }
}

/** No node says anything: a failure where their machines can be asked, else trouble of the lab. */
export const silentNodes = (answers: Answers): Judgement => (answers.some(Boolean) ? fail : trouble)('silent')

/** What is said then. */
export const silent: Failure = {
  says: {
    en: 'No node answers: PostgreSQL or the database repmgr is not there on any machine.',
    ru: 'Ни один узел не отвечает: ни на одной машине нет работающего PostgreSQL с базой repmgr.',
  },
  look: {
    en: './pglab status; then on a database machine: repmgr cluster show',
    ru: './pglab status; затем на машине с базой: repmgr cluster show',
  },
}

/** Nodes as a short list: `pg01 primary TL 2, pg02 streaming from pg01 TL 2`. */
export const listedNodes = ({ nodes, primaries }: NodesView): string =>
  [...nodes]
    .map(([name, { receiver, sender, timeline }]) =>
      primaries.includes(name)
        ? `${name} primary TL ${timeline ?? '?'}`
        : receiver === null
          ? `${name} not streaming`
          : `${name} ${receiver} from ${sender ?? '?'} TL ${timeline ?? '?'}`,
    )
    .join(', ')
