import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { courseOfLab } from '../../src/class/course.ts'
import type { Course, Student } from '../../src/class/model.ts'
import { type Content, contentSchema } from '../../src/class/submission/format.ts'
import { instanceId } from '../../src/class/submission/pack.ts'
import { seal } from '../../src/class/submission/seal.ts'
import { drawDigest } from '../../src/course/draw-digest.ts'
import { drawerFor, studentKey } from '../../src/course/drawer.ts'
import type { Entry } from '../../src/course/journal.ts'
import { drawExercise, loadExercises, shelfOf } from '../../src/course/load-course.ts'
import { loadKinds } from '../../src/grading/kinds.ts'
import type { TaskResult, Verdict } from '../../src/grading/result.ts'
import { loadLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'

export const kinds = await loadKinds()
export const lab = loadLab('patroni', await loadKnown())
const shelf = shelfOf(lab, kinds)
export const exerciseId = '03-switchover'
export const secret = 'ab'.repeat(32)
const hour = 3_600_000
/** ms; when everything is read. */
export const now = Date.UTC(2026, 8, 10, 12)
export const began = now - 5 * hour
export const packed = now - 2 * hour

const whole = courseOfLab(lab, shelf)
export const course: Course = {
  ...whole,
  secret,
  exercises: whole.exercises.filter(({ id }) => id === exerciseId).map((one) => ({ ...one, points: 100 })),
}
export const student = (id: string): Student => ({ id, name: id, email: '', group: '', way: undefined, extra: {} })
export const students = Array.from({ length: 4 }, (_, n) => student(`s0${n + 1}`))

const [exercise] = loadExercises(shelf, [exerciseId])

/** The exercise as a student of the course draws it. */
export const drawnFor = (id: string) => drawExercise(exercise as NonNullable<typeof exercise>, drawerFor(secret, id))

/** The values that a sentence needs. */
const paramsOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/\{(\w+)/g)].map(([, name]) => [name, '1']))

/** A result of a check in which the named tasks have not passed. */
export const tasksOf = (id: string, open: readonly string[] = []): TaskResult[] =>
  drawnFor(id).plan.tasks.map((task) => {
    const verdict: Verdict = open.includes(task.id) ? 'fail' : 'pass'
    const params = verdict === 'pass' ? paramsOf(kinds.get(task.check)?.pass.en ?? '') : { needs: 'leader' }
    const points = verdict === 'pass' ? task.points : 0
    const nothing = { expected: null, found: null, machine: null, evidence: [], ms: 1 }
    const word = verdict === 'pass' ? 'pass' : 'skipped'
    return { id: task.id, verdict, points, max: task.points, check: task.check, word, params, ...nothing }
  })

export const startedBy = (id: string, at = began): Extract<Entry, { what: 'start' }> => ({
  what: 'start',
  at,
  exercise: exerciseId,
  student: id,
  mark: `{"at":${at},"of":"${id}"}`,
  draw: drawDigest(drawnFor(id)),
  before: {},
})
export const checkedBy = (id: string, at: number, open: readonly string[] = []): Entry => {
  const tasks = tasksOf(id, open)
  const sum = (of: 'points' | 'max') => tasks.reduce((total, task) => total + task[of], 0)
  const verdict = open.length > 0 ? 'fail' : 'pass'
  return { what: 'check', at, exercise: exerciseId, verdict, points: sum('points'), max: sum('max'), tasks }
}

/** What a student of the course packs who has passed. */
export const contentOf = (id: string, other: Partial<Content> = {}): Content =>
  contentSchema.parse({
    packed,
    kit: '0.1.0',
    student: id,
    course: 'Course',
    lab: 'patroni',
    instance: {
      id: instanceId(`seed of ${id}`, { name: 'patroni', created: 1 }),
      created: 1,
      os: 'debian13',
      provider: 'nspawn',
      machines: [],
    },
    journal: [startedBy(id), checkedBy(id, began + hour)],
    evidence: null,
    without: null,
    ...other,
  })

const computers = new Map<string, KeyObject>()
/** The key of the computer of a student. */
export function keyOf(id: string): KeyObject {
  const key = computers.get(id) ?? generateKeyPairSync('ed25519').privateKey
  computers.set(id, key)
  return key
}

interface Sealing {
  /** Whose computer signs; that of the student. */
  computer?: string
  /** Whose ticket seals: that of the student; null for none. */
  ticket?: string | null
}

/** The bytes of a file, signed and sealed. */
export function packedFile(content: Content, { computer = content.student, ticket = content.student }: Sealing = {}) {
  const ticketKey = ticket === null ? undefined : studentKey(secret, ticket)
  return gzipSync(JSON.stringify(seal(JSON.stringify(content), keyOf(computer), ticketKey)))
}
