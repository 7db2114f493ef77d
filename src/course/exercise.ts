import type { Language } from '../words/say.ts'
import type { Values } from './draw.ts'
import type { ExercisePlan } from './exercise-schema.ts'
import type { Texts } from './texts.ts'

/** An exercise as its files say it, nothing drawn yet. */
export interface Exercise {
  /** The name of its folder, e.g. `03-switchover`. */
  id: string
  lab: string
  folder: string
  plan: ExercisePlan
  texts: Readonly<Record<Language, Texts>>
}

/** The same for one student: every value drawn and put in its place. */
export interface DrawnExercise extends Exercise {
  student: string
  values: Values
  /** Digest of the exercise before it was drawn: see draw-digest.ts. */
  version: string
}
