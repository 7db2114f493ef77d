import { z } from 'zod'
import { machineFaults } from '../providers/provider.ts'
import { duration } from '../words/duration.ts'

const text = z.strictObject({ en: z.string().min(1), ru: z.string().min(1) })

/** Named checks with their parameters; the parameters are looked at once the draw is known. */
export const checkCall = { check: z.string(), with: z.record(z.string(), z.unknown()).default({}) }

/**
 * One thing done to the lab: by the kit at the start, by the learner in the solution, by CI in a near-miss.
 * Exactly one of `run`, `fault`, `until`, `leader`, `solution` and `mark` stands in it.
 */
export const stepSchema = z.strictObject({
  /** By this name a text shows the command. */
  id: z.string().optional(),
  /** Why, for the walkthrough that the learner sees. */
  why: text.optional(),
  /** Shell lines in a login shell of `student` (or `root`) on a machine. */
  on: z.string().optional(),
  run: z.string().min(1).optional(),
  as: z.enum(['student', 'root']).default('student'),
  /** Whether the lines may end with another exit code than 0, or what is awaited may stay away. */
  mayFail: z.boolean().default(false),
  /** A fault to a whole machine: action and machine. */
  fault: z.partialRecord(z.enum(machineFaults), z.string()).optional(),
  /** Waits until a check passes. */
  until: z.strictObject(checkCall).optional(),
  within: duration.optional(),
  /** Sees to it that a member leads and all others stream. */
  leader: z.string().optional(),
  /** In a near-miss: the whole solution, or those steps of it that have these ids. */
  solution: z.union([z.literal('all'), z.array(z.string()).min(1)]).optional(),
  /** The evidence of the attempt begins here and not after the last step. */
  mark: z.literal(true).optional(),
})

export type Step = z.output<typeof stepSchema>

const actions = ['run', 'fault', 'until', 'leader', 'solution', 'mark'] as const

/** The keys of a step that say what is done; a step has exactly one. */
export const actionsOf = (step: Partial<Record<(typeof actions)[number], unknown>>): string[] =>
  actions.filter((action) => step[action] !== undefined)
export const knownActions: readonly string[] = actions

/** Steps with those of the solution in the places where they are asked for. */
export const expanded = (steps: readonly Step[], solution: readonly Step[]): Step[] =>
  steps.flatMap((step) => {
    if (step.solution === undefined) return [step]
    if (step.solution === 'all') return solution
    const { solution: ids } = step
    return ids.flatMap((id) => solution.find((one) => one.id === id) ?? [])
  })
