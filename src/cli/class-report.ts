import { bookOf } from '../class/book.ts'
import { courseOfLab, loadCourse } from '../class/course.ts'
import { drawsOf } from '../class/course-draws.ts'
import type { ClassBook, Student } from '../class/model.ts'
import { readResults } from '../class/results.ts'
import { loadRoster } from '../class/roster.ts'
import { troubleWords } from '../class/trouble-words.ts'
import type { Exercise } from '../course/exercise.ts'
import { loadExercises, shelfOf } from '../course/load-course.ts'
import { wrongUsage } from '../errors.ts'
import { type Kinds, loadKinds } from '../grading/kinds.ts'
import { alternatives } from '../lab/alternatives.ts'
import { loadLab } from '../lab/load.ts'
import { loadKnown } from '../registry.ts'
import type { ClassReport } from '../reports/class/format.ts'
import { language, type Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'

/** What was typed after `report`. */
export interface ReportOptions {
  lab?: string
  course?: string
  group?: string
}

/** Everything that reports of a class are made from, read from roster, course and results. */
export interface Class {
  book: ClassBook
  shelf: readonly Exercise[]
  kinds: Kinds
}

/** Throws a usage error that says all that is wrong with the roster, with the course, or with what was asked. */
export async function readClass(file: string, options: ReportOptions): Promise<Class> {
  const roster = loadRoster(file)
  const students = studentsOf(roster.students, options.group)
  const [known, kinds] = await Promise.all([loadKnown(), loadKinds()])
  const given = options.course === undefined ? undefined : await loadCourse(options.course, { known, kinds })
  if (given && options.lab !== undefined && options.lab !== given.lab)
    throw wrongUsage(otherLab, { asked: shown(options.lab), lab: given.lab })
  const lab = loadLab(given?.lab ?? options.lab ?? 'patroni', known)
  const place = shelfOf(lab, kinds)
  const shelf = loadExercises(
    place,
    given?.exercises.map(({ id }) => id),
  )
  const course = given ?? courseOfLab(lab, place, shelf)
  const { graded, damaged } = readResults(roster.name)
  const draws = drawsOf(course, students, shelf)
  return {
    book: bookOf({ name: roster.name, course, students, graded, at: Date.now(), damaged, draws }),
    shelf,
    kinds,
  }
}

/** The same for a report in the language that is spoken. */
export const reportOf = ({ book, shelf, kinds }: Class): ClassReport => ({
  book,
  kinds,
  titles: new Map(shelf.map(({ id, texts }) => [id, texts[language()].title])),
  troubleWords,
})

function studentsOf(all: readonly Student[], group: string | undefined): readonly Student[] {
  if (group === undefined) return all
  const students = all.filter((student) => student.group === group)
  if (students.length > 0) return students
  const groups = [...new Set(all.map((student) => student.group).filter(Boolean))].sort()
  throw wrongUsage(noGroup, alternatives(group, groups))
}

const noGroup: Text = {
  en: 'The roster has no group "{word}"{guess, select, yes {, perhaps "{close}" is meant} other {}}. {some, select, yes {Its groups: {names}.} other {It names no groups.}}',
  ru: 'В списке группы нет группы «{word}»{guess, select, yes {, возможно, имеется в виду «{close}»} other {}}. {some, select, yes {Есть: {names}.} other {Групп в нём не указано.}}',
}
const otherLab: Text = {
  en: 'The course is of the lab {lab}, and --lab says "{asked}". Leave --lab out.',
  ru: 'Курс составлен для лаборатории {lab}, а в --lab указана «{asked}». Уберите --lab.',
}
