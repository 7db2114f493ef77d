import { wrongUsage } from '../../errors.ts'
import { labName } from '../../lab/names.ts'
import { say, type Text } from '../../words/say.ts'
import { shown } from '../../words/shown.ts'
import type { Roster, Student } from '../model.ts'
import { publicKey } from './public-key.ts'

/** A student's place in the room: an instance and the key that opens it. */
export interface Seat {
  /** Of the roster. */
  student: string
  name: string
  instance: string
  /** `ssh-ed25519 AAAA…` without a comment; undefined where the roster has none: nobody can enter then. */
  key?: string | undefined
}

/** The instance of a student of a class that is brought up here, unless the roster names another one. */
export const instanceFor = (room: string, { id, way }: Pick<Student, 'id' | 'way'>): string =>
  way && 'instance' in way ? way.instance : `${room}-${id.toLowerCase()}`

/** The column of a roster with the student's public SSH key. */
export const keyColumn = 'public_key'

/** A seat for everyone whose lab is not reached at an address of its own; a usage error with all that is wrong. */
export function seatsFor(roster: Roster): Seat[] {
  const mistakes: string[] = []
  const mistake = (student: string, text: Text, params = {}): void => {
    mistakes.push(`  ${shown(student)}: ${say(text, { ...params, column: keyColumn })}`)
  }
  const taken = new Map<string, string>()
  const once = (thing: string, student: string, text: Text): void => {
    const other = taken.get(thing)
    if (other === undefined) taken.set(thing, student)
    else mistake(student, text, { other: shown(other) })
  }
  const seats = roster.students
    .filter(({ way }) => way === undefined || 'instance' in way)
    .map((student): Seat => {
      const instance = instanceFor(roster.name, student)
      if (!labName.test(instance)) mistake(student.id, noName, { instance: shown(instance) })
      else once(instance, student.id, sameInstance)
      const given = student.extra[keyColumn]?.trim()
      const key = given ? publicKey(given) : undefined
      if (given && !key) mistake(student.id, noKey, { given: shown(given) })
      if (key) once(key, student.id, sameKey)
      return { student: student.id, name: student.name, instance, key }
    })
  if (mistakes.length > 0) throw wrongUsage(unfit, { file: shown(roster.file), n: mistakes.length }, mistakes)
  if (seats.length === 0) throw wrongUsage(empty, { file: shown(roster.file) })
  return seats
}

const unfit: Text = {
  en: '{n, plural, one {One thing} other {# things}} in {file} must be mended before a class can be brought up from it:',
  ru: 'Чтобы поднять группу по {file}, исправьте {n, plural, one {# место} few {# места} many {# мест} other {# места}}:',
}
const empty: Text = {
  en: 'Nobody in {file} has a lab on this server: every student has an address of their own.',
  ru: 'Ни у кого в {file} нет лаборатории на этом сервере: у каждого студента свой адрес.',
}
const noName: Text = {
  en: '"{instance}" (class and id) cannot be the name of an instance: up to 30 lower-case letters, digits and hyphens, a letter first. Change the id, shorten the name of the roster file, or fill in the column instance.',
  ru: '«{instance}» (группа и id) не годится как имя экземпляра: до 30 строчных латинских букв, цифр и дефисов, сначала буква. Измените id, сократите имя файла со списком или заполните столбец instance.',
}
const sameInstance: Text = {
  en: 'the instance belongs to {other} already',
  ru: 'этот экземпляр уже у {other}',
}
const noKey: Text = {
  en: '{column} is "{given}"; wanted is a line of a .pub file, e.g. ssh-ed25519 AAAA…, without options before it',
  ru: 'в столбце {column} стоит «{given}»; нужна строка из файла .pub, например ssh-ed25519 AAAA…, без опций перед ней',
}
const sameKey: Text = {
  en: '{column} is that of {other}: the server could not tell the two apart',
  ru: '{column} тот же, что у {other}: сервер не отличит одного от другого',
}
