import type { Kinds } from '../grading/kinds.ts'
import type { Result } from '../grading/result.ts'
import type { Text } from '../words/say.ts'

/** What a report is made from. */
export interface Report {
  result: Result
  /** Title of the exercise in the language that is spoken. */
  title: string
  kinds: Kinds
  /** ms since 1970. */
  at: number
}

/** One format of reports: one file in src/reports/formats/, named as `--format` names it. */
export interface Format {
  summary: Text
  render(report: Report): string
}
