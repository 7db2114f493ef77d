import type { Result } from '../grading/result.ts'
import { grouped } from './grouped.ts'
import { daysLate, keptAfter } from './late.ts'
import type { Course, CourseExercise, Graded, Mark } from './model.ts'

/** Rules of a course, as far as a mark needs them. */
export type Rules = Pick<Course, 'attempts' | 'late' | 'hintCost'>

/** A line that was judged and is beyond doubt. */
export type Judged = Graded & { result: Result }

/** Looks at one attempt, the oldest first. */
interface Attempt {
  began: number
  looks: readonly Graded[]
  /** Hints seen in this attempt and before it: who starts anew still knows them. */
  hints: number
}

/** What a look is worth after all rules. */
interface Worth {
  look: Judged
  points: number
  late: number
}

/**
 * What one exercise is worth to one student: see the table of rules in docs/course.md.
 * @param lines all results of this student and exercise, in any order
 * @param draw what the course draws now; undefined where nobody can say
 */
export function markOf(
  exercise: CourseExercise,
  lines: readonly Graded[],
  rules: Rules,
  draw: string | undefined = undefined,
): Mark {
  const standing = newestReadings(lines)
  // Trouble concerns the exercise whatever it drew: it would be a silent zero otherwise.
  const current = standing.filter((line) => draw === undefined || line.draw === draw || !isJudged(line))
  const attempts = attemptsIn(current)
  const lateness = current.filter(isJudged).map(({ at }) => daysLate(at, exercise.closes))
  // Work never takes away what there was a day earlier.
  const counted = [...new Set(lateness)]
    .sort((a, b) => a - b)
    .map((days) => counting(attempts, exercise, rules, ({ at }) => daysLate(at, exercise.closes) <= days))
    .reduce(better, undefined)
  const last = newest(current) ?? newest(standing)
  const passed = current.some((line) => isJudged(line) && line.result.verdict === 'pass')
  return {
    verdict: verdictOf(counted, last, current.length > 0),
    points: round(counted?.points ?? 0),
    max: exercise.points,
    attempts: attempts.length,
    hints: attempts.at(-1)?.hints ?? 0,
    late: counted?.late ?? 0,
    stale: standing.length - current.length,
    counted: counted?.look,
    last,
    stuck: passed ? null : stuckIn(attempts.findLast(({ looks }) => looks.some(isJudged))),
  }
}

/** A file that was read again may be seen in another light: a copy of it has turned up, or a doubt is cleared. */
function newestReadings(lines: readonly Graded[]): Graded[] {
  const readings = grouped(lines, (line) => `${line.source} ${line.started} ${line.read === undefined ? '' : line.at}`)
  return [...readings.values()].flatMap((looks) => {
    const newest = Math.max(...looks.map(({ read = 0 }) => read))
    return looks.filter(({ read = 0 }) => read === newest)
  })
}

/** Trouble of the lab or the grader is no verdict on the learner, and a suspicion is none either. */
const isJudged = (line: Graded): line is Judged =>
  line.result !== null && line.result.verdict !== 'error' && line.trouble === null

function attemptsIn(lines: readonly Graded[]): Attempt[] {
  // A lab that nobody reached was not attempted by that.
  const looks = lines.filter(({ result, started }) => result !== null || started !== null)
  // Where nobody noted the beginning, nobody can say which looks belong together: each is an attempt of its own.
  const groups = grouped(looks, (line) => line.started ?? `look ${line.at}`)
  const attempts = [...groups.values()]
    .map((looks) => [...looks].sort(inOrder))
    .map((looks) => ({ looks, began: looks[0]?.started ?? looks[0]?.at ?? 0 }))
    .sort((a, b) => a.began - b.began || inOrder(a.looks[0] as Graded, b.looks[0] as Graded))
  let hints = 0
  return attempts.map((attempt) => {
    hints += Math.max(...attempt.looks.map((look) => look.hints ?? 0))
    return { ...attempt, hints }
  })
}

/** By time; two of one moment by what they hold, so that the order of the results file does not matter. */
function inOrder(a: Graded, b: Graded): number {
  if (a.at !== b.at) return a.at - b.at
  const [one, other] = [a, b].map((line) => JSON.stringify({ ...line, hints: null })) as [string, string]
  return one < other ? -1 : one > other ? 1 : (a.hints ?? -1) - (b.hints ?? -1)
}

const newest = (lines: readonly Graded[]): Graded | undefined => [...lines].sort(inOrder).at(-1)

/** The look that counts among those that qualify: the newest of the best, or of the last, attempt. */
function counting(
  attempts: readonly Attempt[],
  exercise: CourseExercise,
  rules: Rules,
  qualifies: (look: Judged) => boolean,
): Worth | undefined {
  const worths = attempts.flatMap(({ looks, hints }) => {
    const look = looks.filter(isJudged).filter(qualifies).at(-1)
    return look ? [worthOf(look, hints, exercise, rules)] : []
  })
  return rules.attempts === 'last' ? worths.at(-1) : worths.reduce<Worth | undefined>(better, undefined)
}

/** The later of two that are worth the same, for it is nearer to what holds now. */
const better = (a: Worth | undefined, b: Worth | undefined): Worth | undefined =>
  a === undefined || (b !== undefined && b.points >= a.points) ? b : a

function worthOf(look: Judged, hints: number, { points: max, closes }: CourseExercise, rules: Rules): Worth {
  const share = look.result.max > 0 ? Math.min(1, Math.max(0, look.result.points / look.result.max)) : 0
  const late = daysLate(look.at, closes)
  const unaided = max * share - (max * rules.hintCost * hints) / 100
  return { look, late, points: Math.max(0, unaided) * keptAfter(late, rules.late) }
}

/** A pass stands; otherwise trouble in the newest result is told, whatever an older one was worth. */
function verdictOf(counted: Worth | undefined, last: Graded | undefined, any: boolean): Mark['verdict'] {
  if (!any || !last) return null
  const verdict = counted?.look.result.verdict ?? 'error'
  return verdict === 'pass' || isJudged(last) ? verdict : 'error'
}

/** What the newest attempt has not passed, since its start or since the first look that found exactly that. */
function stuckIn(attempt: Attempt | undefined): Mark['stuck'] {
  const looks = attempt?.looks.filter(isJudged) ?? []
  const tasks = openTasks(looks.at(-1))
  if (attempt === undefined || tasks.length === 0) return null
  const moved = looks.findLastIndex((look) => openTasks(look).join() !== tasks.join())
  const since = moved < 0 ? attempt.began : (looks[moved + 1]?.at ?? attempt.began)
  return { tasks, since }
}

/** Tasks that only wait for others have their turn later: they are told of where nothing else is open. */
function openTasks(look: Judged | undefined): string[] {
  const open = look?.result.tasks.filter(({ verdict }) => verdict !== 'pass') ?? []
  const failed = open.filter(({ verdict }) => verdict === 'fail')
  return (failed.length > 0 ? failed : open).map(({ id }) => id)
}

const round = (points: number): number => Math.round(points * 100) / 100
