import { placeOf, rolesOf } from '../compile/compile.ts'
import type { Probe } from '../compile/role.ts'
import { secretsFrom } from '../compile/secrets.ts'
import { cannot } from '../errors.ts'
import { lastLines } from '../host/run.ts'
import type { Machine } from '../lab/lab.ts'
import type { Sessions } from '../ssh/sessions.ts'
import { say } from '../words/say.ts'
import type { Opened } from './open.ts'

/** Something that is not yet as it should be. */
export interface Missing {
  machine: string
  /** Role and probe, e.g. `etcd.quorum`. */
  probe: string
  /** What the probe found instead; said by a machine, so hostile data. */
  found: string
}

/**
 * Waits until every probe of every machine is fulfilled. Tells what is still missing whenever that changes.
 * @param within s
 */
export async function untilHealthy(
  opened: Opened,
  sessions: Sessions,
  tell: (missing: readonly Missing[]) => void,
  within = 180,
): Promise<void> {
  const pending = new Map<string, Missing>()
  for (const machine of opened.lab.machines) {
    for (const { name, probe } of probesOf(machine, opened)) {
      pending.set(`${machine.name} ${name}.${probe.id}`, {
        machine: machine.name,
        probe: `${name}.${probe.id}`,
        found: '',
      })
    }
  }
  const note = (machine: string, line: string) => {
    const [state, probe, found] = line.split('\t')
    const key = `${machine} ${probe}`
    if (!pending.has(key)) return
    if (state === 'ok') pending.delete(key)
    else pending.set(key, { machine, probe: probe ?? '', found: printable(found ?? '') })
    tell([...pending.values()])
  }
  await Promise.all(
    opened.lab.machines.map(async ({ name }) => {
      // On a host that is out of breath a machine may take as long to let somebody in as to become healthy.
      const session = await sessions.to(name, within * 1000)
      let rest = ''
      await session.exec(`pglab-health ${within}`, {
        limit: (within + 30) * 1000,
        onStdout: (text) => {
          const lines = (rest + text).split('\n')
          rest = lines.pop() ?? ''
          for (const line of lines) note(name, line)
        },
      })
    }),
  )
  if (pending.size > 0) throw await explain([...pending.values()], opened, sessions, within)
}

/** What is missing, in words. */
export function describe({ machine, probe, found }: Missing, opened: Opened): string {
  const known = probeNamed(probe, opened)
  const text = known ? say(known.text) : probe
  return found ? `${machine}: ${text} (${found})` : `${machine}: ${text}`
}

async function explain(missing: Missing[], opened: Opened, sessions: Sessions, within: number) {
  const first = missing[0]
  const machine = opened.lab.machines.find(({ name }) => name === first?.machine)
  const unit = machine && first && unitOf(first.probe, machine, opened)
  const log =
    unit && (await (await sessions.to(machine.name)).exec(`journalctl -u ${unit} -n 10 --no-pager -o short-iso`))
  return cannot(
    {
      en: 'The lab is not healthy after {within} s. {n, plural, one {Missing} other {# things are missing}}; look closer with ./pglab status and ./pglab ssh {machine}:',
      ru: 'За {within} с лаборатория не пришла в порядок. {n, plural, one {Не выполнено # условие} few {Не выполнено # условия} many {Не выполнено # условий} other {Не выполнено # условия}}; подробнее: ./pglab status и ./pglab ssh {machine}:',
    },
    { within, n: missing.length, machine: first?.machine ?? '' },
    [
      ...missing.map((item) => `  – ${describe(item, opened)}`),
      ...(log
        ? [
            say(
              { en: '  The last lines of {unit} on {machine}:', ru: '  Последние строки {unit} на {machine}:' },
              { unit: unit ?? '', machine: machine.name },
            ),
          ]
        : []),
      ...(log ? lastLines(printableLines(log.stdout), 10) : []),
    ],
  )
}

const probesOf = (machine: Machine, { known }: Opened): { name: string; probe: Probe }[] =>
  rolesOf(machine, known).flatMap(({ name, role }) => (role.health ?? []).map((probe) => ({ name, probe })))

function probeNamed(full: string, { known }: Opened): Probe | undefined {
  const [role, id] = full.split('.')
  return known.roles.get(role ?? '')?.health?.find((probe) => probe.id === id)
}

function unitOf(full: string, machine: Machine, opened: Opened): string | undefined {
  const system = opened.known.systems.get(opened.instance.os)
  // Units depend on the place only; no secret is looked at.
  return system && probeNamed(full, opened)?.unit(placeOf(machine, opened.lab, system, secretsFrom('00'.repeat(32))))
}

/** Without control characters: what a machine says must not move the cursor of whoever reads it. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, ' ').slice(0, 300)
const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')
