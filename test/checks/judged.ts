import { sceneOf } from '../../src/course/classroom.ts'
import type { Answer, CheckKind, Judgement, Scene } from '../../src/grading/kind.ts'
import { loadKinds } from '../../src/grading/kinds.ts'
import { loadLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'

const kinds = await loadKinds()
const known = await loadKnown()

/** The scene of the Patroni lab with evidence that has begun. */
export const scene: Scene = sceneOf(loadLab('patroni', known), '{"at":0}')

/** Likewise of the repmgr lab: ns, pg01, pg02, pg03, pg_witness. Kinds of repmgr are judged there. */
export const repmgrScene: Scene = sceneOf(loadLab('repmgr', known), '{"at":0}')

/** What a machine is to have said; a text alone means exit code 0. */
export type Said = string | { stdout?: string; stderr?: string; code?: number } | undefined

/** Lets a kind ask, gives it recorded answers in the order of its questions, and returns its judgement. */
export function judged(
  name: string,
  parameters: object,
  said: readonly Said[],
  before: readonly Said[] = [],
): Judgement {
  const kind = kindNamed(name)
  const place = name.startsWith('repmgr/') ? repmgrScene : scene
  const read = kind.parameters.parse(parameters)
  const machines = kind.ask(read, place).map(({ machine }) => machine)
  const machinesBefore = (kind.askBefore?.(read, place) ?? []).map(({ machine }) => machine)
  return kind.judge(answers(said, machines), read, place, answers(before, machinesBefore))
}

export function kindNamed(name: string): CheckKind {
  const kind = kinds.get(name)
  if (!kind) throw new Error(`there is no check kind ${name}`)
  return kind
}

const answers = (said: readonly Said[], machines: readonly string[]): (Answer | undefined)[] =>
  said.map((one, index) => {
    if (one === undefined) return undefined
    const { stdout = '', stderr = '', code = 0 } = typeof one === 'string' ? { stdout: one } : one
    return { machine: machines[index] ?? '', stdout, stderr, code }
  })

/** What the observer tells where nothing has happened yet, with the named parts instead. */
export const evidence = (parts: object = {}): string =>
  JSON.stringify({
    now: 1_700_000_060_000,
    leader: 'pg01',
    changes: [],
    outages: [],
    blind: [],
    acknowledged: 300,
    lost: 0,
    lostRows: [],
    events: [],
    ...parts,
  })
