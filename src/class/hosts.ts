import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { cannot } from '../errors.ts'
import { classFolder } from './class-folder.ts'

const shape = z.record(z.string(), z.string())

/** A machine showed another key than on first contact. */
export interface Changed {
  /** As in the file: see `hostOf` and `jumpHost`. */
  host: string
  known: string
  found: string
}

export const hostOf = (student: string, machine: string): string => `${student}/${machine}`
/** A machine in between is the same for many students. No id has a space in it. */
export const jumpHost = (host: string, port: number): string => `jump ${host}:${port}`

/**
 * The host keys of a class, each believed on first contact and no other one afterwards. Keys are told apart by student
 * and machine, so that one student's machines say nothing about another's.
 */
export class HostKeys {
  readonly file: string
  readonly #known: Map<string, string>

  constructor(className: string) {
    this.file = join(classFolder(className), 'hosts.json')
    this.#known = new Map(Object.entries(read(this.file)))
  }

  /** What is wrong with a key (`SHA256:…`), if anything is. */
  changed(host: string, found: string): Changed | undefined {
    const known = this.#known.get(host)
    return known === undefined || known === found ? undefined : { host, known, found }
  }

  /** Remembers a key once its machine has let us in. */
  pin(host: string, fingerprint: string): void {
    if (this.#known.get(host) === fingerprint) return
    this.#known.set(host, fingerprint)
    this.#write()
  }

  /** Forgets the keys of a student's machines, and of the one in between: whatever they show next is believed. */
  forget(student: string, jump: string | undefined): void {
    const isMeant = (host: string) => host.startsWith(hostOf(student, '')) || host === jump
    for (const host of [...this.#known.keys()].filter(isMeant)) this.#known.delete(host)
    this.#write()
  }

  #write(): void {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 })
    writeFileSync(`${this.file}.new`, `${JSON.stringify(Object.fromEntries(this.#known), null, 2)}\n`, { mode: 0o600 })
    renameSync(`${this.file}.new`, this.file)
  }
}

function read(file: string): Record<string, string> {
  if (!existsSync(file)) return {}
  const known = shape.safeParse(parse(readFileSync(file, 'utf8')))
  if (known.success) return known.data
  // To begin anew without a word would believe every machine once more.
  throw cannot(
    {
      en: 'The host keys of the class cannot be read ({file}). Mend the file, or delete it to believe every machine once more.',
      ru: 'Ключи хостов группы не читаются ({file}). Исправьте файл или удалите его: тогда каждой машине придётся поверить заново.',
    },
    { file },
  )
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
