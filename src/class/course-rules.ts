import { alternatives } from '../lab/alternatives.ts'
import type { Contradiction } from '../lab/contradiction.ts'
import { timezone } from '../lab/schema.ts'
import { timezoneRule } from '../lab/timezone-rule.ts'
import { shown } from '../words/shown.ts'
import { momentOf } from './course-times.ts'

/** What a course is read beside: the labs there are, and of one of them what its exercises are worth. */
export interface Catalogue {
  labs: readonly string[]
  open(lab: string): Offered
}

/** A lab as courses see it. */
export interface Offered {
  /** IANA */
  timezone: string
  /** Exercises in the order of teaching, with the sum of their tasks' points. */
  exercises: ReadonlyMap<string, number>
}

/** What can be made out of a course file whatever else is wrong with it. */
interface Outline {
  lab?: unknown
  secret?: unknown
  secret_file?: unknown
  draws?: unknown
  timezone?: unknown
  opens?: unknown
  closes?: unknown
  exercises?: unknown
}

/** Rules that the schema of course files cannot say. Works on a file of any shape. */
export function courseRules(value: unknown, { labs, open }: Catalogue): Contradiction[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const file: Outline = value
  const offered = typeof file.lab === 'string' && labs.includes(file.lab) ? open(file.lab) : undefined
  const zones = timezoneRule({ timezone: file.timezone })
  const named = zones.length === 0 ? timezone.safeParse(file.timezone).data : undefined
  const zone = named ?? offered?.timezone ?? 'UTC'
  return [
    ...labRule(file, labs),
    ...secretRules(file),
    ...zones,
    ...windowRule(file, [], zone),
    ...(offered ? exerciseRules(file, offered, zone) : []),
  ]
}

const labRule = ({ lab }: Outline, labs: readonly string[]): Contradiction[] =>
  typeof lab !== 'string' || labs.includes(lab)
    ? []
    : [
        {
          path: ['lab'],
          text: {
            en: 'there is no lab "{word}"{guess, select, yes {, perhaps "{close}"} other {}}; known: {names}',
            ru: 'лаборатории «{word}» нет{guess, select, yes {, возможно, имеется в виду «{close}»} other {}}; есть: {names}',
          },
          params: alternatives(lab, labs),
        },
      ]

function secretRules({ secret, secret_file: file, draws }: Outline): Contradiction[] {
  if (secret !== undefined && file !== undefined) {
    return [
      {
        path: ['secret_file'],
        isKey: true,
        text: {
          en: 'secret and secret_file cannot both be given; leave one of them',
          ru: 'secret и secret_file нельзя указать вместе; оставьте одно из двух',
        },
        params: {},
      },
    ]
  }
  if (draws === undefined || secret !== undefined || file !== undefined) return []
  return [
    {
      path: ['draws'],
      isKey: true,
      text: {
        en: 'draws needs a secret to draw with: give secret or secret_file',
        ru: 'для draws нужен секрет: укажите secret или secret_file',
      },
      params: {},
    },
  ]
}

/** An exercise or a course that closes before it opens would be late for everyone. */
function windowRule(own: Outline, path: readonly PropertyKey[], zone: string, common: Outline = {}): Contradiction[] {
  const opens = moment(own.opens ?? common.opens, zone, 'start')
  const closes = moment(own.closes ?? common.closes, zone, 'end')
  if (opens === undefined || closes === undefined || opens < closes) return []
  // What an exercise only takes over is told of once, where it stands.
  if (own.opens === undefined && own.closes === undefined) return []
  return [
    {
      path: [...path, own.closes === undefined ? 'opens' : 'closes'],
      text: {
        en: 'it closes ({closes}) before it opens ({opens})',
        ru: 'закрывается ({closes}) раньше, чем открывается ({opens})',
      },
      params: {
        opens: shown(String(own.opens ?? common.opens)),
        closes: shown(String(own.closes ?? common.closes)),
      },
    },
  ]
}

const moment = (text: unknown, zone: string, edge: 'start' | 'end'): number | undefined =>
  typeof text === 'string' ? momentOf(text, zone, edge) : undefined

function exerciseRules(file: Outline, { exercises }: Offered, zone: string): Contradiction[] {
  if (!Array.isArray(file.exercises)) return []
  const known = [...exercises.keys()]
  const seen = new Set<string>()
  return file.exercises.flatMap((item: unknown, index): Contradiction[] => {
    const own: Outline & { id?: unknown } = typeof item === 'object' && item !== null ? item : { id: item }
    const { id } = own
    const path = ['exercises', index]
    const at = item === own ? [...path, 'id'] : path
    if (typeof id !== 'string') return []
    const window = windowRule(own, path, zone, file)
    if (!known.includes(id)) return [{ path: at, text: unknownExercise, params: alternatives(id, known) }, ...window]
    if (seen.has(id)) return [{ path: at, text: twice, params: { id } }, ...window]
    seen.add(id)
    return window
  })
}

const unknownExercise = {
  en: 'the lab has no exercise "{word}"{guess, select, yes {, perhaps "{close}"} other {}}; {some, select, yes {it has: {names}} other {it has none yet}}',
  ru: 'упражнения «{word}» в лаборатории нет{guess, select, yes {, возможно, имеется в виду «{close}»} other {}}; {some, select, yes {есть: {names}} other {упражнений пока нет}}',
}
const twice = {
  en: 'the exercise {id} is in the list already',
  ru: 'упражнение {id} уже есть в списке',
}
