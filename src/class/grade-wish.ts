import { cpus } from 'node:os'
import { patienceFrom } from '../cli/patience.ts'
import { exerciseNamed, loadExercises, shelfOf } from '../course/load-course.ts'
import { wrongUsage } from '../errors.ts'
import { loadKinds } from '../grading/kinds.ts'
import { alternatives } from '../lab/alternatives.ts'
import { loadLab } from '../lab/load.ts'
import { loadKnown } from '../registry.ts'
import { shown } from '../words/shown.ts'
import { loadCourse } from './course.ts'
import type { ClassWish } from './grade-class.ts'
import type { Roster } from './model.ts'
import { loadRoster } from './roster.ts'
import { withDefaultWays } from './ways-default.ts'

/** What was typed after `grade`. */
export interface GradeOptions {
  lab?: string
  course?: string
  exercise?: string[]
  student?: string[]
  evidence?: boolean
  trials?: boolean
  again?: boolean
  trust?: string[]
  jobs?: string
  patience: string
}

/**
 * A grader waits for far machines nearly all the time, so all of a class may be on their way at once. Labs on this host
 * answer with its own processors: more at once would only make each of them slower than its patience.
 */
const atOnce = { far: 20, near: 4 }

/** Finds everything wrong with what was asked before anybody is asked anything. */
export async function gradeWishFrom(file: string, options: GradeOptions): Promise<ClassWish> {
  const patience = patienceFrom(options.patience)
  const jobs = jobsFrom(options.jobs)
  const roster = withDefaultWays(loadRoster(file))
  const [known, kinds] = await Promise.all([loadKnown(), loadKinds()])
  const course = options.course === undefined ? undefined : await loadCourse(options.course, { known, kinds })
  if (course && options.lab !== undefined && options.lab !== course.lab)
    throw wrongUsage(otherLab, { asked: shown(options.lab), lab: course.lab })
  const lab = loadLab(course?.lab ?? options.lab ?? 'patroni', known)
  const place = shelfOf(lab, kinds)
  const shelf = loadExercises(place)
  const ids = options.exercise?.map((typed) => exerciseNamed(typed, place)) ?? course?.exercises.map(({ id }) => id)
  for (const id of options.trust ?? []) assertStudent(id, roster)
  for (const id of options.student ?? []) assertStudent(id, roster)
  return {
    roster,
    students: roster.students.filter(({ id }) => options.student?.includes(id) ?? true),
    lab,
    kinds,
    shelf,
    exercises: ids && shelf.filter(({ id }) => ids.includes(id)),
    course: { secret: course?.secret, draws: course?.draws },
    basis: options.evidence ? 'evidence' : 'now',
    trials: options.trials === true,
    again: options.again === true,
    trust: options.trust ?? [],
    patience,
    jobs,
  }
}

function jobsFrom(typed: string | undefined): ClassWish['jobs'] {
  const cores = cpus().length
  if (typed === undefined) return { far: atOnce.far * cores, near: atOnce.near * cores }
  if (/^\d{1,4}$/.test(typed) && Number(typed) >= 1) return { far: Number(typed), near: Number(typed) }
  throw wrongUsage(
    {
      en: '"{typed}" is no number for --jobs: a whole number from 1 to 9999 is wanted, e.g. 40.',
      ru: '«{typed}» не годится для --jobs: нужно целое число от 1 до 9999, например 40.',
    },
    { typed: shown(typed) },
  )
}

function assertStudent(id: string, { students }: Roster): void {
  if (students.some((student) => student.id === id)) return
  const ids = students.map((student) => student.id)
  throw wrongUsage(
    {
      en: 'No student of the roster has the id "{word}"{guess, select, yes {, perhaps "{close}" is meant} other {}}.',
      ru: 'В списке группы нет студента с id «{word}»{guess, select, yes {, возможно, имеется в виду «{close}»} other {}}.',
    },
    alternatives(id, ids),
  )
}

const otherLab = {
  en: 'The course is of the lab {lab}, and --lab says "{asked}". Leave --lab out.',
  ru: 'Курс составлен для лаборатории {lab}, а в --lab указана «{asked}». Уберите --lab.',
}
