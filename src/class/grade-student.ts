import { drawDigest } from '../course/draw-digest.ts'
import { drawerFor, localDrawer } from '../course/drawer.ts'
import type { DrawnExercise, Exercise } from '../course/exercise.ts'
import { drawExercise } from '../course/load-course.ts'
import type { Kinds } from '../grading/kinds.ts'
import type { Lab } from '../lab/lab.ts'
import { beginningOf } from './grade-beginning.ts'
import { gradeExercise } from './grade-exercise.ts'
import type { HostKeys } from './hosts.ts'
import type { Basis, Course, Graded, Student, Trouble } from './model.ts'
import { noExercise } from './no-exercise.ts'
import { type Meeting, meet } from './stamps.ts'
import { trouble } from './trouble-words.ts'
import { contactWith } from './ways.ts'
import { type Contact, InTrouble } from './ways-contact.ts'

/** What is graded, and how. */
export interface Wish {
  lab: Lab
  kinds: Kinds
  /** All exercises of the lab. */
  shelf: readonly Exercise[]
  /** Those to be graded; undefined: the one that is started on the student's lab, else all. */
  exercises: readonly Exercise[] | undefined
  course: Pick<Course, 'secret' | 'draws'>
  basis: Basis
  trials: boolean
  patience: number
  /** Grade also what has passed already. */
  again: boolean
}

export interface Around {
  className: string
  wish: Wish
  keys: HostKeys
  run: string
  /** What was graded before, of this student. */
  earlier: readonly Graded[]
  /** Exercises that this run has graded before it was interrupted. */
  done: ReadonlySet<string>
  signal: AbortSignal
  tell(exercise: string): void
  emit(graded: Graded, kept: boolean): void
}

/** Grades one student. Never throws but for the signal: whatever goes wrong is a row with a reason. */
export async function gradeStudent(student: Student, around: Around): Promise<void> {
  const { className, wish, keys, done, signal, emit } = around
  const open = wish.exercises?.filter(({ id }) => !done.has(id))
  if (open?.length === 0 || (open === undefined && done.size > 0)) return
  let left: readonly Exercise[] = open ?? []
  let known = open !== undefined
  let contact: Contact | undefined
  const hangUp = () => contact?.close()
  signal.addEventListener('abort', hangUp)
  try {
    contact = await contactWith(student, { className, lab: wish.lab, keys })
    const meeting = await meet(contact, wish.lab)
    left = open ?? startedOr(wish.shelf, meeting)
    known = true
    while (left[0]) {
      const [exercise, ...rest] = left
      around.tell(exercise.id)
      const { graded, kept } = await gradeOne(exercise, student, meeting, contact, around)
      emit(graded, kept)
      left = rest
    }
  } catch (cause) {
    signal.throwIfAborted()
    const why = cause instanceof InTrouble ? cause.trouble : trouble('broke', { reason: String(cause).slice(0, 200) })
    for (const id of known ? left.map((one) => one.id) : [noExercise]) emitTrouble(id, why, student, around)
  } finally {
    signal.removeEventListener('abort', hangUp)
    contact?.close()
  }
}

const startedOr = (shelf: readonly Exercise[], { stamp }: Meeting): readonly Exercise[] => {
  const started = shelf.filter(({ id }) => id === stamp?.started.exercise)
  return started.length > 0 ? started : shelf
}

/** What was passed stays passed where its machine is out of reach; the rest is told why it has no result. */
function emitTrouble(id: string, why: Trouble, student: Student, { wish, run, earlier, emit }: Around): void {
  const exercise = wish.shelf.find((one) => one.id === id)
  const drawn = exercise && drawnFor(exercise, student, wish.course)
  const passed = earlier.findLast(
    (one) => drawn && one.exercise === id && one.result?.verdict === 'pass' && one.draw === drawDigest(drawn),
  )
  if (passed && !wish.again) emit(passed, true)
  else emit({ ...lineOf(student, id, wish, run), ...nothing, trouble: why }, false)
}

const nothing = { started: null, draw: '', stamp: null, result: null }

const lineOf = (student: Student, exercise: string, { lab, basis }: Wish, run: string) => ({
  at: Date.now(),
  student: student.id,
  lab: lab.id,
  exercise,
  source: 'live' as const,
  basis,
  hints: null,
  run,
})

async function gradeOne(
  exercise: Exercise,
  student: Student,
  meeting: Meeting,
  contact: Contact,
  { wish, run, earlier, signal }: Around,
): Promise<{ graded: Graded; kept: boolean }> {
  const { lab, kinds, trials, patience } = wish
  const drawn = drawnFor(exercise, student, wish.course)
  const stamp = meeting.stamp?.started.exercise === exercise.id ? meeting.stamp : undefined
  if (!drawn) {
    const graded = { ...lineOf(student, exercise.id, wish, run), ...nothing, trouble: trouble('no-draw') }
    return { graded, kept: false }
  }
  const same = earlier.filter((one) => one.exercise === exercise.id && (one.stamp ?? null) === (stamp?.digest ?? null))
  const draw = drawDigest(drawn)
  const beginning = await beginningOf(exercise.id, wish.basis, { meeting, contact, lab })
  const basis: Basis = beginning.mark === null && beginning.before === undefined ? 'now' : wish.basis
  const passed = same.findLast((one) => one.result?.verdict === 'pass' && one.draw === draw && covers(one.basis, basis))
  if (passed && !wish.again) return { graded: passed, kept: true }
  const result = await gradeExercise(drawn, { lab, kinds, contact, beginning, trials, patience, signal })
  return {
    graded: {
      ...lineOf(student, exercise.id, wish, run),
      basis,
      // Measured anew each time it would differ by some milliseconds, and one attempt would look like many.
      started: same.find(({ started }) => started !== null)?.started ?? startedAt(stamp, meeting),
      draw,
      stamp: stamp?.digest ?? null,
      result: { ...result, student: student.id },
      trouble: contact.warning() ?? strangerIn(meeting, student, wish.course),
    },
    kept: false,
  }
}

const covers = (had: Basis, wanted: Basis): boolean => had === 'evidence' || wanted === 'now'

/** No attempt has begun after it was looked at. */
const startedAt = (stamp: Meeting['stamp'], { ahead }: Meeting): number | null =>
  stamp ? Math.min(stamp.at + ahead, Date.now()) : null

/** The exercise as the student got it; undefined where only the student's own computer knows what it drew. */
function drawnFor(
  exercise: Exercise,
  { id, way }: Student,
  { secret, draws }: Wish['course'],
): DrawnExercise | undefined {
  if (secret !== undefined) return drawExercise(exercise, drawerFor(secret, id, draws))
  if (way && 'instance' in way) return drawExercise(exercise, localDrawer(way.instance))
  return Object.keys(exercise.plan.vary).length > 0 ? undefined : drawExercise(exercise, { secret: '', student: id })
}

/** The note of the start names whoever started it. */
function strangerIn({ stamp }: Meeting, { id }: Student, { secret, draws }: Wish['course']): Trouble | null {
  const found = stamp?.started.student
  if (found === undefined || found === id) return null
  if (found === 'self' && (secret === undefined || draws === 'bundle')) return null
  return found === 'self' ? trouble('no-ticket') : trouble('other-student', { found })
}
