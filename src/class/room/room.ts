import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { cannot, wrongUsage } from '../../errors.ts'
import { home } from '../../instance/home.ts'
import { labName } from '../../lab/names.ts'
import { languages } from '../../words/say.ts'
import { shown } from '../../words/shown.ts'

const seat = z.object({
  student: z.string(),
  name: z.string(),
  instance: z.string().regex(labName),
  key: z.string().optional(),
})

const record = z.object({
  lab: z.string(),
  os: z.string(),
  /** ms since 1970 */
  created: z.number(),
  /** Where the students come in. */
  port: z.int(),
  /** What students are told to call the server. */
  host: z.string(),
  language: z.enum(languages),
  /** Of the course, by which students get tickets. */
  course: z.string(),
  limits: z.object({ memory: z.number(), cpus: z.number(), processes: z.number() }),
  seats: z.array(seat),
})

/** A class on this server: everything `class` has to remember of it. */
export interface Room extends z.output<typeof record> {
  name: string
}

const roomsFolder = (): string => join(home(), 'rooms')
export const roomFolder = (name: string): string => join(roomsFolder(), name)

const fileOf = (name: string): string => join(roomFolder(name), 'room.json')

export const roomNames = (): string[] =>
  existsSync(roomsFolder())
    ? readdirSync(roomsFolder())
        .filter((name) => labName.test(name) && existsSync(fileOf(name)))
        .sort()
    : []

export function readRoom(name: string): Room | undefined {
  if (!labName.test(name) || !existsSync(fileOf(name))) return undefined
  const read = record.safeParse(parsed(readFileSync(fileOf(name), 'utf8')))
  if (read.success) return { ...read.data, name }
  throw cannot(
    {
      en: 'The record of the class "{name}" is damaged ({file}). Run class up with its roster again: it writes a new one, and every lab stays.',
      ru: 'Запись о группе «{name}» повреждена ({file}). Повторите class up с её списком: запись появится заново, лаборатории останутся.',
    },
    { name, file: fileOf(name) },
  )
}

/** The class that is meant: by name, else the only one there is. */
export function findRoom(name: string | undefined): Room {
  const names = roomNames()
  const meant = name ?? (names.length === 1 ? names[0] : undefined)
  const found = meant === undefined ? undefined : readRoom(meant)
  if (found) return found
  if (names.length === 0) throw wrongUsage(none)
  throw wrongUsage(meant === undefined ? several : unknown, { name: shown(meant ?? ''), names: names.join(', ') })
}

export function writeRoom({ name, ...kept }: Room): void {
  mkdirSync(roomFolder(name), { recursive: true, mode: 0o700 })
  writeFileSync(`${fileOf(name)}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${fileOf(name)}.new`, fileOf(name))
}

/** What students draw with where no course file gives a secret: 32 bytes as hex, drawn once for the class. */
export function roomSecret(name: string): string {
  const file = join(roomFolder(name), 'secret')
  mkdirSync(roomFolder(name), { recursive: true, mode: 0o700 })
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/** Makes the secret of a course that of the class. */
export function keepSecret(name: string, secret: string): void {
  mkdirSync(roomFolder(name), { recursive: true, mode: 0o700 })
  writeFileSync(join(roomFolder(name), 'secret'), `${secret}\n`, { mode: 0o600 })
}

export const removeRoom = (name: string): void => rmSync(roomFolder(name), { recursive: true, force: true })

const none = {
  en: 'There is no class on this server. Bring one up with: ./pglab class up ROSTER',
  ru: 'На этом сервере нет ни одной группы. Поднять: ./pglab class up СПИСОК',
}
const several = {
  en: 'Several classes are here: {names}. Say which one with --class.',
  ru: 'Групп несколько: {names}. Укажите нужную: --class.',
}
const unknown = {
  en: 'There is no class "{name}". There are: {names}.',
  ru: 'Группы «{name}» нет. Есть: {names}.',
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
