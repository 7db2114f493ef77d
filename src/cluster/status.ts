import { placeOf, rolesOf, templateValues } from '../compile/compile.ts'
import { renderText } from '../compile/render.ts'
import { secretsFrom } from '../compile/secrets.ts'
import type { Machine } from '../lab/lab.ts'
import { type Opened, sessionsTo } from '../lifecycle/open.ts'
import type { MachineState } from '../providers/provider.ts'
import type { Sessions } from '../ssh/sessions.ts'
import { putTogether } from './put-together.ts'
import type { Cluster, ClusterReading } from './reading.ts'

/** What `status --json` prints; other tools rely on it. */
export interface Status {
  lab: string
  name: string
  provider: string
  machines: { name: string; address: string; state: MachineState; roles: readonly string[] }[]
  /** Null where no machine could say anything about the cluster. */
  cluster: Cluster | null
}

/** ms for everything that is asked of one machine: status must come back soon, and half dead labs are its daily bread. */
const patience = 4000

/** Looks once at an instance: what runs, and what the machines that answer say of the cluster. */
export async function readStatus(opened: Opened, kept?: Sessions): Promise<Status> {
  const { instance, provider, lab } = opened
  const states = await provider.states(instance)
  const sessions = kept ?? sessionsTo(opened)
  try {
    const reachable = lab.machines.filter(({ name }) => states[name] === 'running' || states[name] === 'isolated')
    // A machine cut off from the others sees only itself: ask it last.
    const ordered = reachable.sort(
      (a, b) => Number(states[a.name] === 'isolated') - Number(states[b.name] === 'isolated'),
    )
    const readings = await Promise.all(ordered.map((machine) => ask(machine, opened, sessions)))
    return {
      lab: instance.lab,
      name: instance.name,
      provider: instance.provider,
      machines: lab.machines.map(({ name, address, roles }) => ({
        name,
        address,
        state: states[name] ?? 'absent',
        roles,
      })),
      cluster: putTogether(readings.flat()),
    }
  } finally {
    if (!kept) sessions.close()
  }
}

/** All questions to one machine in one command; an answer is separated from the next by a line nobody would print. */
async function ask(machine: Machine, opened: Opened, sessions: Sessions): Promise<ClusterReading[]> {
  const sources = rolesOf(machine, opened.known).flatMap(({ role }) =>
    role.status ? [{ role, status: role.status }] : [],
  )
  const system = opened.known.systems.get(opened.instance.os)
  if (sources.length === 0 || !system) return []
  const place = placeOf(machine, opened.lab, system, secretsFrom('00'.repeat(32)))
  const separator = '\u001e'
  const script = sources
    .map(({ role, status }) =>
      renderText(status.run, { ...templateValues(place, opened.known), ...role.values?.(place) }),
    )
    .join(`\nprintf '\\036'\n`)
  try {
    const session = await sessions.to(machine.name, patience)
    const { stdout } = await session.exec(script, { limit: patience })
    const answers = stdout.split(separator)
    return sources.flatMap(({ status }, index) => status.read((answers[index] ?? '').trim(), opened.lab) ?? [])
  } catch {
    // Not reachable: the picture is made of what the others say, and the machine's own state stands beside it.
    return []
  }
}
