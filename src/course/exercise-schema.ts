import { z } from 'zod'
import { duration } from '../words/duration.ts'
import { checkCall, stepSchema } from './step.ts'

export const levels = ['guided', 'challenge', 'incident', 'exam'] as const
export type Level = (typeof levels)[number]

/** A value drawn for each student. Later ones may use earlier ones in templates. */
const draw = z.strictObject({
  /** One of these. */
  pick: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .optional(),
  /** A whole number of a range. */
  number: z.strictObject({ from: z.int(), to: z.int(), step: z.int().positive().default(1) }).optional(),
  /** A name that nobody else has: this word, an underscore, a drawn word. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,19}$/)
    .optional(),
  /** Made from the values before it. */
  value: z.string().optional(),
})
export type Draw = z.output<typeof draw>

const taskSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  points: z.int().positive(),
  /** True from the start; must stay true. */
  holds: z.boolean().default(false),
  /** Tasks that must have passed, or this one is skipped. */
  needs: z.array(z.string()).default([]),
  ...checkCall,
  /** ms the state may take to come. */
  within: duration.optional(),
  /** ms the state must last. */
  stable: duration.optional(),
  /** What the checker does to the lab before it looks; only once the other tasks have passed. */
  trial: z.array(stepSchema).min(1).optional(),
  /** Undoes the trial once it is judged, whatever came of it: the lab goes back to the learner. */
  tidy: z.array(stepSchema).min(1).optional(),
})
export type TaskPlan = z.output<typeof taskSchema>

const nearMiss = z.strictObject({
  name: z.string().min(1),
  do: z.array(stepSchema).min(1),
  /** Exactly these tasks are lost. */
  fails: z.array(z.string()).min(1),
  /** Those of them that cannot be judged any more: evidence destroyed, a machine out of reach. */
  unjudged: z.array(z.string()).default([]),
})
export type NearMiss = z.output<typeof nearMiss>

/** exercises/<lab>/<id>/exercise.yaml */
export const exerciseSchema = z.strictObject({
  level: z.enum(levels),
  minutes: z.int().positive().max(240),
  /** Their sum, where the author wants it proven. */
  points: z.int().positive().optional(),
  needs: z.array(z.string()).default([]),
  vary: z.record(z.string().regex(/^[a-z][a-z_]{0,29}$/), draw).default({}),
  start: z.array(stepSchema).default([]),
  tasks: z.array(taskSchema).min(1),
  solution: z.array(stepSchema).min(1),
  wrong: z.array(nearMiss).default([]),
})
export type ExercisePlan = z.output<typeof exerciseSchema>
