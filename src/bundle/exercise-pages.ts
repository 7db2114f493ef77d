import { bundleDrawer } from '../course/drawer.ts'
import { drawExercise, loadExercises } from '../course/load-course.ts'
import type { Shelf } from '../course/load-exercise.ts'
import { wholeMarkdown } from '../reports/exercise-words.ts'

/** The text of an exercise, as its student reads it. */
export interface ExercisePage {
  /** Path inside the bundle, e.g. `exercises/01-tour.md`. */
  path: string
  /** Markdown */
  text: string
}

/**
 * The exercises of a lab in the language that is spoken, in their order; none where the lab has none.
 * Everyone who gets this bundle gets the values that its seed draws.
 */
export const exercisePages = (shelf: Shelf, seed: string): ExercisePage[] =>
  loadExercises(shelf).map((exercise) => ({
    path: `exercises/${exercise.id}.md`,
    text: wholeMarkdown(drawExercise(exercise, bundleDrawer(seed))),
  }))

/** The first heading, by which a page is called. */
export const titleOf = ({ path, text }: ExercisePage): string =>
  /^# (.+?)(?:\s*\{#[a-z0-9-]+\})?\s*$/m.exec(text)?.[1] ?? path
