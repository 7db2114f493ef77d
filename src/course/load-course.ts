import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { wrongUsage } from '../errors.ts'
import type { Kinds } from '../grading/kinds.ts'
import type { Lab } from '../lab/lab.ts'
import { root } from '../root.ts'
import { nearest } from '../words/nearest.ts'
import { shown } from '../words/shown.ts'
import { type Drawer, drawValues, filled } from './draw.ts'
import { versionOf } from './draw-digest.ts'
import type { DrawnExercise, Exercise } from './exercise.ts'
import { loadExercise, type Shelf } from './load-exercise.ts'

const exercisesOf = (lab: string, folder: string): string[] => {
  const place = join(folder, lab)
  return existsSync(place)
    ? readdirSync(place, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && /^\d\d-[a-z0-9-]+$/.test(entry.name))
        .map(({ name }) => name)
        .sort()
    : []
}

/** Where the exercises of a lab lie and what they may refer to. */
export const shelfOf = (lab: Lab, kinds: Kinds, folder = join(root, 'exercises')): Shelf => ({
  lab,
  kinds,
  folder: join(folder, lab.id),
  exercises: exercisesOf(lab.id, folder),
})

/** The named exercises, or all of the shelf. Throws a usage error that lists everything wrong in any of them. */
export function loadExercises(shelf: Shelf, ids: readonly string[] = shelf.exercises): Exercise[] {
  const read = ids.map((id) => loadExercise(id, shelf))
  const findings = read.flatMap((one) => one.findings)
  if (findings.length === 0) return read.flatMap(({ exercise }) => exercise ?? [])
  throw wrongUsage(
    {
      en: 'The exercises have {n, plural, one {# mistake} other {# mistakes}}; mend and run the command again:',
      ru: 'В упражнениях {n, plural, one {# ошибка} few {# ошибки} many {# ошибок} other {# ошибки}}; исправьте и повторите команду:',
    },
    { n: findings.length },
    findings.map(
      ({ file, line, column, path, message }) => `  ${file}:${line}:${column}: ${path ? `${path}: ` : ''}${message}`,
    ),
  )
}

/** The whole name of an exercise from what was typed: the name, its number, or what stands behind the number. */
export function exerciseNamed(typed: string, shelf: Shelf): string {
  const word = typed.replace(/^(\d)$/, '0$1')
  const found = shelf.exercises.find((id) => id === word || id.split('-')[0] === word || id.slice(3) === word)
  if (found) return found
  const close = nearest(typed, shelf.exercises)
  throw wrongUsage(
    {
      en: 'The lab "{lab}" has no exercise "{typed}". {guess, select, yes {Did you mean "{close}"? } other {}}{n, plural, =0 {It has none yet.} other {It has: {names}.}}',
      ru: 'В лаборатории «{lab}» нет упражнения «{typed}». {guess, select, yes {Возможно, «{close}»? } other {}}{n, plural, =0 {Упражнений пока нет.} other {Есть: {names}.}}',
    },
    {
      lab: shelf.lab.id,
      typed: shown(typed),
      guess: close ? 'yes' : 'no',
      close: close ?? '',
      n: shelf.exercises.length,
      names: shelf.exercises.join(', '),
    },
  )
}

/** Draws the values for one student and puts them into everything but the texts, which are rendered when shown. */
export function drawExercise(exercise: Exercise, drawer: Drawer): DrawnExercise {
  const values = drawValues(exercise.plan.vary, exercise.id, drawer)
  const version = versionOf(exercise.plan)
  return { ...exercise, student: drawer.student, values, version, plan: filled(exercise.plan, values) }
}
