import pLimit from 'p-limit'
import type { LabError } from '../errors.ts'
import type { Session } from '../ssh/session.ts'
import { shellWord } from '../ssh/shell-word.ts'
import type { Answer, Question } from './kind.ts'

/** How the grader gets to a machine: the same for a container, a virtual machine and a student across the country. */
export interface Reach {
  /** @param limit ms for the connection alone */
  to(machine: string, limit?: number): Promise<Session>
}

/** s a question may take where it does not say otherwise. */
const patience = 10
/** ms a machine has to let us in. */
const connecting = 8000
/** Bytes kept of an answer; evidence of a long exercise is the longest there is. */
const maxOutput = 4 * 1024 * 1024
/** Bytes after which a machine is not listened to any more. */
const flood = 4 * maxOutput
/** sshd allows ten sessions on one connection (sshd_config, MaxSessions). */
const atOnce = 8

/** Nobody answered: why not, in words of the language that is spoken. */
export class Unanswered {
  readonly machine: string
  readonly reason: string
  constructor(machine: string, reason: string) {
    this.machine = machine
    this.reason = reason
  }
}

/** Asks many questions of many machines, each machine over its own connection, all side by side. */
export class Interview {
  readonly #reach: Reach
  readonly #lines = new Map<string, ReturnType<typeof pLimit>>()
  readonly #answers = new Map<string, Promise<Answer | Unanswered>>()

  constructor(reach: Reach) {
    this.#reach = reach
  }

  /** The answer to a question; one that was put in this interview already is not put again. */
  ask(question: Question): Promise<Answer | Unanswered> {
    const key = `${question.machine}\0${question.run}`
    const known = this.#answers.get(key)
    if (known) return known
    const line = this.#lines.get(question.machine) ?? pLimit(atOnce)
    this.#lines.set(question.machine, line)
    const answer = line(() => put(this.#reach, question)).catch(
      // Why alone: that the machine does not answer is said by whoever tells of it.
      (cause: LabError) => new Unanswered(question.machine, String(cause.params?.reason ?? (cause.message || cause))),
    )
    this.#answers.set(key, answer)
    return answer
  }
}

async function put(reach: Reach, { machine, run, limit = patience }: Question): Promise<Answer> {
  const session = await reach.to(machine, connecting)
  // The machine itself ends what hangs; only a machine that does not even do that loses its connection.
  const command = `timeout -k 1 ${limit} bash -c ${shellWord(`${surroundings}\n${run}`)}`
  const { code, stdout, stderr } = await session.exec(command, { limit: (limit + 3) * 1000, maxOutput, flood })
  return { machine, code, stdout, stderr: stderr.slice(0, 4000) }
}

/** What plain psql, patronictl and etcdctl need, without the rest of a login. */
const surroundings = `export LC_ALL=C.UTF-8 PGCONNECT_TIMEOUT=3
for file in /etc/profile.d/pglab-*.sh; do . "$file"; done 2>/dev/null`
