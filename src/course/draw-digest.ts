import { createHash } from 'node:crypto'
import { type Drawer, drawValues, type Values } from './draw.ts'
import type { DrawnExercise, Exercise } from './exercise.ts'
import type { ExercisePlan } from './exercise-schema.ts'

/**
 * Digest of an exercise as drawn for a student, 16 hex digits: of everything a result depends on. Another draw and
 * another version of the exercise give another one; texts, the solution and the near-misses do not matter to it.
 */
export const drawDigest = ({ lab, id, values, version }: DrawnExercise): string => digestOf([lab, id, values, version])

/** The same without putting the values in their places: a class has thousands of draws. */
export const digestFor = ({ lab, id, plan }: Exercise, drawer: Drawer): string =>
  digestOf([lab, id, drawValues(plan.vary, id, drawer), versionOf(plan)])

const known = new WeakMap<ExercisePlan, string>()

/** Digest of what an exercise asks for and begins with, nothing drawn yet. */
export function versionOf(plan: ExercisePlan): string {
  const version = known.get(plan) ?? digestOf([plan.tasks, plan.start])
  known.set(plan, version)
  return version
}

const digestOf = (of: readonly (string | Values | object)[]): string =>
  createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 16)
