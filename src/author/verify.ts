import { existsSync } from 'node:fs'
import { type Classroom, enterClassroom, withSessions } from '../course/classroom.ts'
import type { Exercise } from '../course/exercise.ts'
import { loadExercises, shelfOf } from '../course/load-course.ts'
import { settle } from '../course/start.ts'
import { wrongUsage } from '../errors.ts'
import { loadKinds } from '../grading/kinds.ts'
import { instanceFolder } from '../instance/store.ts'
import { loadLab } from '../lab/load.ts'
import { toDestroy } from '../lifecycle/destroy.ts'
import { restore } from '../lifecycle/restore.ts'
import { freshSnapshot, plan, type Steps, up } from '../lifecycle/up.ts'
import { loadKnown } from '../registry.ts'
import { shown } from '../words/shown.ts'
import { type Case, casesOf } from './cases.ts'
import { fingerprint, leftBehind } from './fingerprint.ts'
import { type Proof, prove } from './prove.ts'

export interface Wish {
  lab: string
  /** Parts of the names of exercises; none means all. */
  patterns: readonly string[]
  /** Instances that work side by side. */
  jobs: number
}

export interface Verified {
  proofs: Proof[]
  /** Kinds that no near-miss has falsified; looked for only where all exercises were verified. */
  neverFalsified: string[]
}

const silent: Steps = { step: (_, work) => work(() => {}) }

/** Proves exercises on real instances made for the purpose, and removes them. Tells each proof when it is there. */
export async function verify(wish: Wish, tell: (proof: Proof) => void, signal: AbortSignal): Promise<Verified> {
  const [known, kinds] = await Promise.all([loadKnown(), loadKinds()])
  const shelf = shelfOf(loadLab(wish.lab, known), kinds)
  const exercises = chosen(loadExercises(shelf), wish.patterns)
  // The long ones first: a worker that comes to one at the end would keep all others waiting for nothing.
  const queue = exercises.flatMap(casesOf).sort((a, b) => b.steps.length - a.steps.length)
  const proofs: Proof[] = []
  const workers = workerNames(Math.min(wish.jobs, queue.length))
  try {
    await Promise.all(
      workers.map(async (name) => {
        for await (const proof of work(name, wish.lab, queue, signal)) {
          proofs.push(proof)
          tell(proof)
        }
      }),
    )
  } finally {
    await removeWorkers(wish.jobs)
  }
  return { proofs, neverFalsified: wish.patterns.length === 0 ? unfalsified([...kinds.keys()], proofs) : [] }
}

/** One worker: an instance of its own, on which it carries out cases until there are no more. */
async function* work(name: string, lab: string, queue: Case[], signal: AbortSignal): AsyncGenerator<Proof> {
  await up(await plan({ lab, name, provider: undefined, os: undefined }), silent, signal)
  const classroom = await enterClassroom(name)
  const fresh = await look(classroom)
  const done = new Set<string>()
  for (let one = queue.shift(); one; one = queue.shift()) {
    signal.throwIfAborted()
    yield await prove(one, classroom)
    done.add(one.exercise.id)
  }
  await restore(classroom, freshSnapshot, silent)
  const left = leftBehind(fresh, await look(classroom))
  yield {
    exercise: [...done].sort().join(' '),
    name: 'reset leaves nothing behind',
    complaints: left,
    falsified: [],
    ms: 0,
  }
}

const workerNames = (jobs: number): string[] =>
  Array.from({ length: jobs }, (_, index) => `author-${process.pid}-${index + 1}`)

/** Removes the instances of this run, whatever they are doing. */
export async function removeWorkers(jobs: number): Promise<void> {
  await Promise.all(workerNames(jobs).map(remove))
}

async function remove(name: string): Promise<void> {
  // An instance that was broken off while it was made has a folder and no record yet.
  if (!existsSync(instanceFolder(name))) return
  const { instance, provider } = await toDestroy(name)
  await provider.destroy(instance, () => {})
}

/** What an exercise can leave behind; taken when nothing is going on in the background. */
const look = (classroom: Classroom) =>
  withSessions(classroom, async (sessions) => {
    await settle(classroom, sessions)
    return fingerprint(classroom, sessions)
  })

function chosen(exercises: readonly Exercise[], patterns: readonly string[]): Exercise[] {
  const odd = patterns.find((pattern) => !exercises.some(({ id }) => id.includes(pattern)))
  if (odd === undefined)
    return exercises.filter(({ id }) => patterns.length === 0 || patterns.some((pattern) => id.includes(pattern)))
  throw wrongUsage(
    {
      en: 'No exercise matches "{odd}". There are: {names}.',
      ru: 'Под «{odd}» не подходит ни одно упражнение. Есть: {names}.',
    },
    { odd: shown(odd), names: exercises.map(({ id }) => id).join(', ') },
  )
}

function unfalsified(kinds: readonly string[], proofs: readonly Proof[]): string[] {
  const falsified = new Set(proofs.flatMap(({ name, falsified: lost }) => (name === 'untouched' ? [] : lost)))
  return kinds.filter((kind) => !falsified.has(kind))
}
