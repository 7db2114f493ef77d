import { chmodSync } from 'node:fs'
import { stringify } from 'yaml'
import { gradeClass, type Outcome, type Watcher } from '../../src/class/grade-class.ts'
import { type GradeOptions, gradeWishFrom } from '../../src/class/grade-wish.ts'
import type { Graded } from '../../src/class/model.ts'
import type { Labs } from './labs.ts'

/** What everyone draws here, as a bundle of this seed does: log_min_duration_statement is to be 500. */
export const seed = '00'.repeat(32)

/** A course of some exercises that are drawn with the seed. */
export function courseOf(labs: Labs, exercises: readonly string[], draws = 'bundle'): string {
  const file = labs.write(
    'course.yaml',
    stringify({ title: 'A course', lab: 'patroni', secret: seed, draws, exercises }),
  )
  chmodSync(file, 0o600)
  return file
}

/** A roster of students on ports of this computer. */
export const rosterOf = (labs: Labs, ports: Record<string, number>, name = 'group', more: object = {}): string =>
  labs.write(
    `${name}.yaml`,
    stringify({
      defaults: { host: '127.0.0.1', user: 'student', key: 'key', ...more },
      students: Object.entries(ports).map(([id, port]) => ({ id, name: `Student ${id}`, port })),
    }),
  )

const quiet: Watcher = { resumed() {}, moved() {} }

/** Grades in this process; the kit's home is that of the labs. */
export async function graded(
  labs: Labs,
  roster: string,
  options: Partial<GradeOptions> = {},
  watcher: Partial<Watcher> = {},
): Promise<Outcome & { of(student: string): Graded & { kept: boolean } }> {
  process.env.PGLAB_HOME = labs.home
  const wish = await gradeWishFrom(roster, { patience: '0.1', ...options })
  const outcome = await gradeClass(wish, { ...quiet, ...watcher }, new AbortController().signal)
  return {
    ...outcome,
    of(student) {
      const row = outcome.rows.find(({ graded: one }) => one.student === student)
      if (!row) throw new Error(`no row for ${student}`)
      return { ...row.graded, kept: row.kept }
    },
  }
}

/** When an attempt began by the clock of the machine, s, and its mark. */
export const markAt = (at: number): string =>
  JSON.stringify({ at, t: 1000.5, boot: 'b0-07', ledger: { offset: 10, h: 'ab' }, events: { offset: 0, h: '' } })

/** What `start 05` leaves on a machine. */
export const stampAt = (at: number, student = 'self', more: object = {}): string => {
  const said = { code: 0, stdout: 'running 1700000000.5\n', stderr: '' }
  return JSON.stringify({
    what: 'start',
    at: at * 1000,
    exercise: '05-reload-parameter',
    student,
    mark: markAt(at),
    before: { running: ['pg01', 'pg02', 'pg03'].map((machine) => ({ machine, ...said })) },
    ...more,
  })
}
