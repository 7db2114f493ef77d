import { createHash } from 'node:crypto'
import type { Build } from '../compile/compile.ts'
import { cannot } from '../errors.ts'
import { lastLines } from '../host/run.ts'
import type { Sessions } from '../ssh/sessions.ts'

/** ms. A virtual machine on a slow line installs packages for a long time; nothing takes longer than this. */
const limit = 1_800_000

const stamp = '/var/lib/pglab/provisioned'

export interface ProvisionEvent {
  machine: string
  /** What the script says it is doing: a section, or "nothing changed". */
  line: string
}

/** Runs each machine's script on it, all at once. Machines that have run this very script before are left alone. */
export async function provision(
  build: Build,
  sessions: Sessions,
  machines: readonly string[],
  tell: (event: ProvisionEvent) => void,
  { again = false } = {},
): Promise<void> {
  await Promise.all(
    build.machines
      .filter(({ machine }) => machines.includes(machine.name))
      .map(async ({ machine, script }) => {
        const digest = createHash('sha256').update(script).digest('hex')
        const session = await sessions.to(machine.name)
        const known = again ? 'false' : `[ "$(cat ${stamp} 2>/dev/null)" = ${digest} ]`
        const ran = await session.exec(
          // The script is kept where a student finds and reads it.
          `${known} && exit 0
mkdir -p /usr/local/lib/pglab /var/lib/pglab && umask 077 && cat >/usr/local/lib/pglab/machine.sh && chmod 700 /usr/local/lib/pglab/machine.sh &&
umask 022 && /usr/local/lib/pglab/machine.sh </dev/null && echo ${digest} >${stamp}`,
          {
            limit,
            input: script,
            onStdout: (text) => {
              for (const line of text.split('\n'))
                if (line.startsWith('== ')) tell({ machine: machine.name, line: line.slice(3) })
            },
          },
        )
        if (ran.code === 0) return
        throw cannot(
          {
            en: 'The script of {machine} stopped with exit code {code}. Read it there: ./pglab ssh {machine}, then sudo less /usr/local/lib/pglab/machine.sh. Its last words:',
            ru: 'Скрипт машины {machine} прервался с кодом {code}. Прочесть его: ./pglab ssh {machine}, затем sudo less /usr/local/lib/pglab/machine.sh. Его последние слова:',
          },
          { machine: machine.name, code: ran.code },
          lastLines(`${ran.stdout}\n${ran.stderr}`, 12),
        )
      }),
  )
}
