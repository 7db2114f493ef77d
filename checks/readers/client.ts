import type { Question, Scene } from '../../src/grading/kind.ts'
import { shellWord } from '../../src/ssh/shell-word.ts'

/**
 * SQL put by a client of the lab: from the machine of the entry point, through it, over a session of its own.
 * @param limit s after which the client gives up; the shell lines then end with exit code 124
 */
export function clientQuestion(
  scene: Scene,
  { query, database, user, limit = 5 }: { query: string; database: string; user: string; limit?: number },
): Question {
  const place = shellWord(`service=rw user=${user} dbname=${database}`)
  return {
    machine: scene.having('haproxy')[0] ?? '',
    run: `timeout ${limit} psql ${place} -XAtqw -c ${shellWord(query)}`,
  }
}
