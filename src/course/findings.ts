import type { Params, Text } from '../words/say.ts'

/** Something wrong in a file of an exercise. */
export interface CourseFinding {
  file: string
  line: number
  column: number
  /** Where in a YAML file, e.g. `tasks.0.with.member`. */
  path: string
  message: string
}

/** A rule of exercises that a schema cannot say; broken at a place of exercise.yaml. */
export interface BrokenRule {
  path: readonly PropertyKey[]
  isKey?: boolean
  text: Text
  params: Params
}
