import type { Answer, Question, Scene } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { complaint } from './servers.ts'

/** A server as a client finds it behind a port. */
export interface Served {
  /** Its name in the lab, or its address where the lab does not know it. */
  member: string
  replica: boolean
}

const question = 'select pg_is_in_recovery(), host(inet_server_addr());'

/**
 * Opens connections one after the other through a port of the entry point; two for each member, so that whoever
 * takes turns comes round. One psql makes them all, by `\c -` (psql: \connect with the parameters it has).
 */
export function connectionsThrough(port: string, scene: Scene): Question {
  const machine = scene.having('haproxy')[0] ?? ''
  const address = scene.lab.machines.find(({ name }) => name === machine)?.address ?? ''
  const lines = Array.from({ length: 2 * scene.having('member').length }, () => question).join('\n\\c -\n')
  return {
    machine,
    run: `psql 'host=${address} port=${port} user=student dbname=postgres' -XAtq -v ON_ERROR_STOP=1 <<'END'\n${lines}\nEND`,
  }
}

/** Who answered; `said` where a connection was refused. */
export function servedBy(answer: Answer | undefined, { lab }: Scene): { servers: Served[]; said: string | undefined } {
  const servers = [...(answer?.stdout ?? '').slice(0, 4000).matchAll(/^([tf])\|([0-9a-f.:]{3,45})$/gm)].map(
    ([, recovery, address = '']) => ({
      member: lab.machines.find((machine) => machine.address === address)?.name ?? address,
      replica: recovery === 't',
    }),
  )
  if (answer?.code === 0 && servers.length > 0) return { servers, said: undefined }
  return { servers, said: shown(complaint(answer?.stderr ?? '')) || `exit ${answer?.code ?? '?'}` }
}
