import type { Question, Scene } from '../../src/grading/kind.ts'
import { shellWord } from '../../src/ssh/shell-word.ts'

/** Machines whose servers replicate one database, in the order of the lab file; a witness's server is none of them. */
export const servers = (scene: Scene): string[] => scene.having('member')

/** Shell lines that put SQL to this machine's own server, as superuser over its socket; they print bare values. */
export const sql = (query: string, database = 'postgres'): string =>
  `psql -XAtq -d ${shellWord(database)} -c ${shellWord(query)}`

/** The same SQL for every server. */
export const askServers = (machines: readonly string[], query: string, database?: string): Question[] =>
  machines.map((machine) => ({ machine, run: sql(query, database) }))

/** What a server or psql complained about first, without the words before it: they would push it out of sight. */
export const complaint = (stderr: string): string =>
  (stderr.trim().split('\n')[0] ?? '').replace(/^(.*\b(FATAL|ERROR)|psql: error): +/, '')
