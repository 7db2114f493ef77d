import type { ClassBook, Trouble } from '../../class/model.ts'
import type { Kinds } from '../../grading/kinds.ts'
import type { Text } from '../../words/say.ts'

/** What a report of the class is made from. */
export interface ClassReport {
  book: ClassBook
  /** Titles of exercises by id, in the language that is spoken. */
  titles: ReadonlyMap<string, string>
  kinds: Kinds
  /** Puts a trouble into one sentence. */
  troubleWords: (trouble: Trouble) => string
}

/** One format of class reports: one file in src/reports/class/formats/, named as `--format` names it. */
export interface ClassFormat {
  summary: Text
  /** One text; or texts by file name, which are written into a folder. */
  render(report: ClassReport): string | ReadonlyMap<string, string>
}
