import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { type Classroom, withSessions } from '../../course/classroom.ts'
import { readJournal } from '../../course/journal.ts'
import { progressOf } from '../../course/progress.ts'
import { readTicket, studentId } from '../../course/ticket.ts'
import { cannot, wrongUsage } from '../../errors.ts'
import { seedOf } from '../../instance/store.ts'
import type { Steps } from '../../lifecycle/up.ts'
import { plain } from '../../words/plain.ts'
import { shown } from '../../words/shown.ts'
import { type Gathered, gatherEvidence, identify } from './evidence.ts'
import { ending } from './format.ts'
import { pack } from './pack.ts'

export interface SubmitWish {
  /** Who hands in, where no ticket says it. */
  student: string | undefined
  /** Where to write; without it the folder the person stands in. */
  out: string | undefined
}

export interface Submitted extends Pick<Gathered, 'without'> {
  file: string
  student: string
  bytes: number
  /** Exercises that were checked. */
  exercises: number
  /** Whether a ticket of a course has sealed it. */
  sealed: boolean
}

/** Packs everything a learner has done on an instance into a file. A machine that is off costs its evidence alone. */
export async function submit(
  classroom: Classroom,
  { student: named, out }: SubmitWish,
  steps: Steps,
): Promise<Submitted> {
  const { instance, lab } = classroom
  const ticket = readTicket()
  const student = whoIs(named, ticket?.student)
  const { entries } = readJournal(instance.name)
  const checked = new Set(entries.flatMap((entry) => (entry.what === 'check' ? [entry.exercise] : [])))
  if (checked.size === 0) throw nothingYet()
  const progress = progressOf(entries)
  const started = progress.current === undefined ? undefined : progress.of(progress.current).started
  const { machines, ...gathered } = await steps.step('evidence', () =>
    withSessions(classroom, async (sessions) => ({
      machines: await identify(lab, sessions),
      ...(await gatherEvidence(started, lab, sessions)),
    })),
  )
  const bytes = await pack({
    ...gathered,
    student,
    ticket,
    instance,
    seed: seedOf(instance),
    machines,
    journal: entries,
    now: Date.now(),
  })
  const file = out ?? `${student}-${lab.id}${ending}`
  write(file, bytes)
  return {
    file,
    student,
    bytes: bytes.length,
    exercises: checked.size,
    sealed: ticket !== undefined,
    without: gathered.without,
  }
}

/** A ticket is for one student; without one the person says who it is. */
function whoIs(named: string | undefined, ticketed: string | undefined): string {
  const student = named ?? ticketed
  if (student === undefined) {
    throw wrongUsage({
      en: 'Say who you are: --student ID, as your instructor knows you; or join your course first: ./pglab join TICKET',
      ru: 'Назовите себя: --student ID, как вас знает преподаватель; или сначала вступите в курс: ./pglab join БИЛЕТ',
    })
  }
  if (ticketed !== undefined && student !== ticketed) {
    throw wrongUsage(
      {
        en: 'The ticket on this computer is for {ticketed}, not for {student}. Leave --student out, or join with the other ticket.',
        ru: 'Билет на этом компьютере выписан на {ticketed}, а не на {student}. Уберите --student или вступите по другому билету.',
      },
      { ticketed, student: shown(student) },
    )
  }
  if (studentId.test(student)) return student
  throw wrongUsage(
    {
      en: '"{student}" is no student id: letters, digits and . _ @ + - with a letter or digit first, e.g. s01.',
      ru: '«{student}» не годится: буквы, цифры и . _ @ + -, первой буква или цифра, например s01.',
    },
    { student: shown(student) },
  )
}

const nothingYet = () =>
  wrongUsage({
    en: 'Nothing was checked on this instance yet, so there is nothing to hand in. Check your work first: ./pglab check',
    ru: 'На этом экземпляре ещё ничего не проверялось, сдавать нечего. Сначала проверьте работу: ./pglab check',
  })

/** Whole or not at all: half a file would reach the instructor as a damaged one. */
function write(file: string, bytes: Buffer): void {
  try {
    writeFileSync(`${file}.new`, bytes, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch (cause) {
    rmSync(`${file}.new`, { force: true })
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw cause
    throw cannot(
      {
        en: 'The file {file} cannot be written ({code}). Choose another place with --out.',
        ru: 'Файл {file} записать нельзя ({code}). Выберите другое место: --out.',
      },
      { file: plain(file), code: code ?? '?' },
      [],
      cause,
    )
  }
}
