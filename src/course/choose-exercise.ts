import { wrongUsage } from '../errors.ts'
import type { Classroom } from './classroom.ts'
import { localDrawer } from './drawer.ts'
import type { DrawnExercise } from './exercise.ts'
import { readJournal, type Started } from './journal.ts'
import { drawExercise, exerciseNamed, loadExercises } from './load-course.ts'
import { type Progress, progressOf } from './progress.ts'

/** What a learner has done so far, and what of its record could not be read. */
export function progressIn({ instance }: Classroom): Progress & { damaged: number; file: string } {
  const { entries, damaged, file } = readJournal(instance.name)
  return { ...progressOf(entries), damaged, file }
}

/** The exercise that is meant: the named one, else the one at hand, else the first not yet passed. */
export function chooseExercise(typed: string | undefined, classroom: Classroom, progress: Progress): DrawnExercise {
  const id =
    typed !== undefined
      ? exerciseNamed(typed, classroom.shelf)
      : (progress.current ?? nextExercise(classroom, progress) ?? classroom.shelf.exercises[0] ?? '')
  const [exercise] = loadExercises(classroom.shelf, [id])
  return drawExercise(exercise as NonNullable<typeof exercise>, localDrawer(classroom.instance.name))
}

/** The first exercise that has not been passed. */
export const nextExercise = ({ shelf }: Classroom, progress: Progress): string | undefined =>
  shelf.exercises.find((id) => !progress.of(id).passed)

/** The attempt at an exercise that is going on; a usage error where there is none. */
export function attemptAt({ id, student }: DrawnExercise, progress: Progress): Started {
  const { started } = progress.of(id)
  if (started && progress.current === id && started.student === student) return started
  if (started && progress.current === id) throw drawnForAnother(id)
  throw wrongUsage(
    progress.current === undefined
      ? {
          en: 'The exercise {id} has not been started. Start it: ./pglab start {id}',
          ru: 'Упражнение {id} не начато. Начать: ./pglab start {id}',
        }
      : {
          en: 'The lab is set up for {current}, not for {id}. Start that one: ./pglab start {id}',
          ru: 'Лаборатория подготовлена для {current}, а не для {id}. Начать: ./pglab start {id}',
        },
    { id, current: progress.current ?? '' },
  )
}

/** A ticket came or went since the start: other values are drawn now than those that the lab was set up with. */
const drawnForAnother = (id: string) =>
  wrongUsage(
    {
      en: 'The exercise {id} was started before this computer joined the course. Start it again: ./pglab start {id}',
      ru: 'Упражнение {id} начато до вступления в курс. Начните его заново: ./pglab start {id}',
    },
    { id },
  )
