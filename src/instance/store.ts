import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { cannot, wrongUsage } from '../errors.ts'
import { labName, machineName } from '../lab/names.ts'
import { parseJson } from '../words/parse-json.ts'
import { home } from './home.ts'
import type { Instance } from './instance.ts'

const record = z.object({
  lab: z.string(),
  provider: z.string(),
  os: z.string(),
  created: z.number(),
  network: z.object({ prefix: z.number() }),
  limits: z.object({ memory: z.number(), cpus: z.number(), processes: z.number() }).optional(),
  firstUid: z.number().optional(),
  machines: z.array(z.object({ name: z.string().regex(machineName), hostname: z.string(), address: z.ipv4() })),
})

const instancesFolder = (): string => join(home(), 'instances')

/** Names of instances become paths, network namespaces and control groups. */
export function assertInstanceName(name: string): void {
  if (labName.test(name)) return
  throw wrongUsage(
    {
      en: '"{name}" cannot be the name of an instance: use up to 30 lower-case letters, digits and hyphens, a letter first, e.g. group-a.',
      ru: '«{name}» не годится как имя экземпляра: до 30 строчных латинских букв, цифр и дефисов, сначала буква, например group-a.',
    },
    { name: name.slice(0, 60) },
  )
}

export const instanceFolder = (name: string): string => join(instancesFolder(), name)

export const instanceNames = (): string[] =>
  existsSync(instancesFolder())
    ? readdirSync(instancesFolder())
        .filter((name) => labName.test(name) && existsSync(join(instanceFolder(name), 'instance.json')))
        .sort()
    : []

/** An instance that is there, or nothing. */
export function readInstance(name: string): Instance | undefined {
  const file = join(instanceFolder(name), 'instance.json')
  if (!existsSync(file)) return undefined
  const read = record.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (read.success) return { ...read.data, name, folder: instanceFolder(name) }
  throw cannot(
    {
      en: 'The record of the instance "{name}" is damaged ({file}). Remove it with: ./pglab destroy --name {name}',
      ru: 'Запись экземпляра «{name}» повреждена ({file}). Удалите его: ./pglab destroy --name {name}',
    },
    { name, file },
  )
}

/** The instance that is meant: by name, else the only one there is. */
export function findInstance(name: string | undefined): Instance {
  const names = instanceNames()
  const meant = name ?? (names.length === 1 ? names[0] : undefined)
  if (meant !== undefined) assertInstanceName(meant)
  const found = meant === undefined ? undefined : readInstance(meant)
  if (found) return found
  if (names.length === 0) {
    throw wrongUsage({
      en: 'No lab is up on this host. Bring one up with: ./pglab up',
      ru: 'На этом хосте нет ни одной лаборатории. Поднять: ./pglab up',
    })
  }
  throw wrongUsage(
    meant === undefined
      ? {
          en: 'Several labs are here: {names}. Say which one with --name.',
          ru: 'Лабораторий несколько: {names}. Укажите нужную: --name.',
        }
      : { en: 'There is no instance "{name}". There are: {names}.', ru: 'Экземпляра «{name}» нет. Есть: {names}.' },
    { name: (meant ?? '').slice(0, 60), names: names.join(', ') },
  )
}

/** Writes the record last and at once, so an instance is either known or not. */
export function writeInstance(instance: Instance): void {
  mkdirSync(instance.folder, { recursive: true, mode: 0o700 })
  const { name: _, folder: __, ...kept } = instance
  const file = join(instance.folder, 'instance.json')
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** A restore may still be clearing away old files there, so a folder that fills or empties meanwhile is tried again. */
export const removeInstance = (name: string): void =>
  rmSync(instanceFolder(name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })

/** The random number out of which all passwords and keys of the instance grow; drawn on first use. */
export function seedOf(instance: Instance): string {
  const file = join(instance.folder, 'seed')
  mkdirSync(instance.folder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(32).toString('hex'), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  chmodSync(file, 0o600)
  const seed = readFileSync(file, 'utf8').trim()
  if (/^[0-9a-f]{64}$/.test(seed)) return seed
  throw cannot(
    {
      en: 'The secrets of the instance "{name}" are damaged ({file}). Make it anew: ./pglab destroy --name {name}, then up.',
      ru: 'Секреты экземпляра «{name}» повреждены ({file}). Создайте его заново: ./pglab destroy --name {name}, затем up.',
    },
    { name: instance.name, file },
  )
}
