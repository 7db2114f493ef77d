import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import type { Answer, Failure, Question, Scene } from '../../src/grading/kind.ts'
import { parseJson } from '../../src/words/parse-json.ts'
import { shown } from '../../src/words/shown.ts'

/** Numbers of 64 bits: etcd's gateway writes them as text. */
const big = z.string().regex(/^\d{1,20}$/)

const header = z.object({ cluster_id: big, member_id: big, revision: big.optional(), raft_term: big })

/** POST /v3/cluster/member/list */
const memberList = z.object({
  header,
  members: z.array(z.object({ ID: big, name: z.string().max(100).transform(shown).default('') })).max(50),
})

/** POST /v3/kv/range with keys only; keys are base64, and what was not set is left out. */
const range = z.object({
  header,
  kvs: z
    .array(z.object({ key: z.string().max(1000), create_revision: big, lease: big.default('0') }))
    .max(1000)
    .default([]),
})

/** etcd as one member knows it; in a member without a majority it is what it knew last. */
export interface Store {
  /** The machine that said so. */
  source: string
  cluster: string
  /** Id by name; members that were added and never started have no name. */
  members: ReadonlyMap<string, string>
  /** Moves on with every write. */
  revision: bigint
  /** Revision at which a key was born; keys that live on a lease are left out, they come and go. */
  born: ReadonlyMap<string, string>
}

const local = 'http://127.0.0.1:2379/v3'

/** Asks members for themselves, and not a majority: `serializable` reads are answered without one. */
export const storeLines = `curl -sS -m 3 ${local}/cluster/member/list -d '{"linearizable": false}' && echo &&
curl -sS -m 3 ${local}/kv/range -d '{"key": "AA==", "range_end": "AA==", "keys_only": true, "limit": 1000, "serializable": true}'`

export const storeQuestions = (members: readonly string[] | undefined, scene: Scene): Question[] =>
  (members ?? scene.having('etcd')).map((machine) => ({ machine, run: storeLines, optional: true }))

/** Reads the answer to `storeLines`; nothing where the member does not answer. */
export function readStore(answer: Answer | undefined): Store | undefined {
  const [first = '', second = ''] = (answer?.stdout ?? '').split('\n')
  const list = memberList.safeParse(parseJson(first))
  const keys = range.safeParse(parseJson(second))
  if (!answer || !list.success || !keys.success) return undefined
  const lasting = keys.data.kvs.filter(({ lease }) => lease === '0')
  return {
    source: answer.machine,
    cluster: hex(list.data.header.cluster_id),
    members: new Map(list.data.members.map(({ ID, name }) => [name, hex(ID)])),
    revision: BigInt(keys.data.header.revision ?? '0'),
    born: new Map(lasting.map(({ key, create_revision }) => [plain(key), create_revision])),
  }
}

export const membersParameter = about(z.array(z.string()).min(1).optional(), {
  en: 'which members; all of the lab, where none are named',
  ru: 'какие участники; если не указано – все участники лаборатории',
})

export const silentStore: Failure = {
  says: { en: 'No member of etcd answers.', ru: 'Ни один участник etcd не отвечает.' },
  look: {
    en: './pglab status; then on a database machine: systemctl status etcd',
    ru: './pglab status; затем на машине с базой: systemctl status etcd',
  },
}

/** As etcdctl shows ids. */
const hex = (id: string): string => BigInt(id).toString(16)
/** Keys and values as they are; `shown` before they are shown. */
export const plain = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8')
