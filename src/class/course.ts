import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import type { Exercise } from '../course/exercise.ts'
import { loadExercises, shelfOf } from '../course/load-course.ts'
import type { Shelf } from '../course/load-exercise.ts'
import { wrongUsage } from '../errors.ts'
import type { Kinds } from '../grading/kinds.ts'
import type { Lab } from '../lab/lab.ts'
import { labNames, loadLab } from '../lab/load.ts'
import { mistakesIn } from '../lab/mistakes.ts'
import { readText } from '../lab/read-text.ts'
import type { Known } from '../registry.ts'
import { plain } from '../words/plain.ts'
import { say, type Text } from '../words/say.ts'
import { parseCourse } from './course-parse.ts'
import type { Catalogue } from './course-rules.ts'
import type { Course } from './model.ts'

/** What a course file may refer to. */
export interface Beside {
  known: Known
  kinds: Kinds
}

/**
 * Reads a course file. Throws a usage error that lists everything wrong, each with file:line:column.
 * @param warn told what is allowed and unwise
 */
export async function loadCourse(
  file: string,
  { known, kinds }: Beside,
  warn: (sentence: string) => void = console.error,
): Promise<Course> {
  const place = relative(process.cwd(), file) || file
  assertFile(file, place)
  const { parsed, findings } = parseCourse(readText(file, place, tooLarge), catalogueOf(known, kinds))
  if (!parsed) throw mistakesIn(place, findings)
  const { course, secretFile } = parsed
  if (course.secret !== undefined) warnOfReaders(file, place, warn)
  return secretFile === undefined ? course : { ...course, secret: readSecret(resolve(dirname(file), secretFile), warn) }
}

/** The course where there is no file: all exercises of the lab, each by its own points, the best attempt. */
export const courseOfLab = (lab: Lab, shelf: Shelf, exercises = loadExercises(shelf)): Course => ({
  title: say(lab.title),
  lab: lab.id,
  language: undefined,
  secret: undefined,
  attempts: 'best',
  late: undefined,
  hintCost: 0,
  exercises: exercises.map((exercise) => ({
    id: exercise.id,
    points: pointsOf(exercise),
    opens: null,
    closes: null,
  })),
})

const pointsOf = ({ plan }: Exercise): number => plan.tasks.reduce((sum, { points }) => sum + points, 0)

const catalogueOf = (known: Known, kinds: Kinds): Catalogue => {
  const opened = new Map<string, ReturnType<Catalogue['open']>>()
  return {
    labs: labNames(),
    open(id) {
      const before = opened.get(id)
      if (before) return before
      const lab = loadLab(id, known)
      const exercises = loadExercises(shelfOf(lab, kinds)).map((one) => [one.id, pointsOf(one)] as const)
      const offered = { timezone: lab.timezone, exercises: new Map(exercises) }
      opened.set(id, offered)
      return offered
    },
  }
}

function readSecret(file: string, warn: (sentence: string) => void): string {
  const place = relative(process.cwd(), file) || file
  assertFile(file, place)
  warnOfReaders(file, place, warn)
  const secret = statSync(file).size < 1000 ? readFileSync(file, 'utf8').trim() : ''
  if (/^[0-9a-f]{64}$/i.test(secret)) return secret.toLowerCase()
  throw wrongUsage(
    {
      en: '{file} must hold the secret of the course and nothing else: 64 hexadecimal digits. Make one with: openssl rand -hex 32 >{file}',
      ru: 'В файле {file} должен быть только секрет курса: 64 шестнадцатеричные цифры. Создать: openssl rand -hex 32 >{file}',
    },
    { file: plain(place) },
  )
}

function assertFile(file: string, place: string): void {
  if (existsSync(file) && statSync(file).isFile()) return
  throw wrongUsage({ en: 'There is no file {file}.', ru: 'Файла {file} нет.' }, { file: plain(place) })
}

/** Whoever reads the secret can draw for every student. Windows keeps its rights elsewhere. */
function warnOfReaders(file: string, place: string, warn: (sentence: string) => void): void {
  if (process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return
  warn(say(readable, { file: plain(place) }))
}

const readable: Text = {
  en: '{file} holds the secret of the course, and others on this computer may read it. Close it: chmod 600 {file}',
  ru: 'В файле {file} лежит секрет курса, и его могут прочитать другие пользователи этого компьютера. Закройте доступ: chmod 600 {file}',
}
const tooLarge: Text = {
  en: '{file} is larger than 1 MiB; a course file is a page or two.',
  ru: '{file} больше 1 МиБ; файл курса занимает страницу-две.',
}
