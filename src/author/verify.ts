import { existsSync } from 'node:fs'
import { type Classroom, enterClassroom, withSessions } from '../course/classroom.ts'
import type { Exercise } from '../course/exercise.ts'
import { loadExercises, shelfOf } from '../course/load-course.ts'
import { settle } from '../course/start.ts'
import { wrongUsage } from '../errors.ts'
import { loadKinds } from '../grading/kinds.ts'
import { instanceFolder } from '../instance/store.ts'
import { labNames, loadLab } from '../lab/load.ts'
import { toDestroy } from '../lifecycle/destroy.ts'
import { restore } from '../lifecycle/restore.ts'
import { freshSnapshot, plan, silentSteps, type UpRequest, up } from '../lifecycle/up.ts'
import { loadKnown } from '../registry.ts'
import { shown } from '../words/shown.ts'
import { type Case, casesOf } from './cases.ts'
import { fingerprint, leftBehind } from './fingerprint.ts'
import { type Proof, prove } from './prove.ts'

export interface Wish {
  /** Whose exercises; undefined: every lab's. */
  lab: string | undefined
  /** What the machines run; undefined: what the lab says. */
  os: string | undefined
  /** Parts of names like `patroni/03-switchover`; none means all. */
  patterns: readonly string[]
  /** Of those every `of`th, beginning with number `part`: 1 of 1 is all of them. */
  share: { part: number; of: number }
  /** Instances that work side by side. */
  jobs: number
}

export interface Verified {
  proofs: Proof[]
  /** Kinds that no near-miss has falsified; looked for only where all exercises were verified. */
  neverFalsified: string[]
}

/** Proves exercises on real instances made for the purpose, and removes them. Tells each proof when it is there. */
export async function verify(wish: Wish, tell: (proof: Proof) => void, signal: AbortSignal): Promise<Verified> {
  const [known, kinds] = await Promise.all([loadKnown(), loadKinds()])
  const labs = wish.lab === undefined ? labNames() : [wish.lab]
  const all = labs.flatMap((lab) => loadExercises(shelfOf(loadLab(lab, known), kinds)))
  const exercises = chosen(all, wish.patterns).filter((_, index) => index % wish.share.of === wish.share.part - 1)
  const proofs: Proof[] = []
  const keep = (proof: Proof) => {
    proofs.push(proof)
    tell(proof)
  }
  for (const lab of labs) {
    const mine = exercises.filter((exercise) => exercise.lab === lab)
    await proveAll(lab, mine, wish, keep, signal)
  }
  const complete = exercises.length === all.length && wish.lab === undefined
  return { proofs, neverFalsified: complete ? unfalsified([...kinds.keys()], proofs) : [] }
}

/** Proves exercises of one lab, side by side. */
async function proveAll(
  lab: string,
  exercises: readonly Exercise[],
  { os, jobs }: Wish,
  tell: (proof: Proof) => void,
  signal: AbortSignal,
): Promise<void> {
  // The long ones first: a worker that comes to one at the end would keep all others waiting for nothing.
  const queue = exercises.flatMap(casesOf).sort((a, b) => b.steps.length - a.steps.length)
  try {
    await Promise.all(
      workerNames(Math.min(jobs, queue.length)).map(async (name) => {
        for await (const proof of work({ name, lab, os }, queue, signal)) tell(proof)
      }),
    )
  } finally {
    await removeWorkers(jobs)
  }
}

/** One worker: an instance of its own, on which it carries out cases until there are no more. */
async function* work(
  place: Pick<UpRequest, 'name' | 'lab' | 'os'>,
  queue: Case[],
  signal: AbortSignal,
): AsyncGenerator<Proof> {
  await up(await plan({ ...place, provider: undefined }), silentSteps, signal)
  const classroom = await enterClassroom(place.name)
  const fresh = await look(classroom)
  const done = new Set<string>()
  for (let one = queue.shift(); one; one = queue.shift()) {
    signal.throwIfAborted()
    yield await prove(one, classroom)
    done.add(one.exercise.id)
  }
  await restore(classroom, freshSnapshot, silentSteps)
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

const nameOf = ({ lab, id }: Exercise): string => `${lab}/${id}`

function chosen(exercises: readonly Exercise[], patterns: readonly string[]): Exercise[] {
  const odd = patterns.find((pattern) => !exercises.some((exercise) => nameOf(exercise).includes(pattern)))
  if (odd === undefined)
    return exercises.filter(
      (exercise) => patterns.length === 0 || patterns.some((pattern) => nameOf(exercise).includes(pattern)),
    )
  throw wrongUsage(
    {
      en: 'No exercise matches "{odd}". There are: {names}.',
      ru: 'Под «{odd}» не подходит ни одно упражнение. Есть: {names}.',
    },
    { odd: shown(odd), names: exercises.map(nameOf).join(', ') },
  )
}

function unfalsified(kinds: readonly string[], proofs: readonly Proof[]): string[] {
  const falsified = new Set(proofs.flatMap(({ name, falsified: lost }) => (name === 'untouched' ? [] : lost)))
  return kinds.filter((kind) => !falsified.has(kind))
}
