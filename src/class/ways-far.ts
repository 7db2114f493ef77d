import { connect as connectTcp } from 'node:net'
import { cpus } from 'node:os'
import pLimit from 'p-limit'
import type { Lab } from '../lab/lab.ts'
import { through } from '../ssh/jump.ts'
import { connect } from '../ssh/session.ts'
import { Sessions } from '../ssh/sessions.ts'
import type { SshTarget } from '../ssh/target.ts'
import { type Changed, type HostKeys, hostOf, jumpHost } from './hosts.ts'
import type { Trouble, Way } from './model.ts'
import { jumpForm } from './roster-schema.ts'
import { trouble } from './trouble-words.ts'
import { type Contact, reasonOf } from './ways-contact.ts'
import { connecting, patient } from './ways-patient.ts'

type Address = Extract<Way, { host: string }>

/**
 * A greeting is the one thing that costs the grader itself something. If all of a class were greeted at once, the time
 * of each would run out while its turn has not come.
 */
const greetings = pLimit(8 * cpus().length)
const inTurn: typeof connect = (target, limit) => greetings(() => connect(target, limit))

/** Stands among the machines of a lab for the one in between: no machine is called so. */
const between = ' jump'

/**
 * One address is enough: the first machine of the lab answers there, and every other one is reached through it. Each
 * of them shows its own host key and lets the same user in with the same key.
 */
export function farAway(student: string, way: Address, lab: Lab, keys: HostKeys): Contact {
  const [first] = lab.machines
  let changed: Changed | undefined
  const shownKeys = new Map<string, string>()
  const login = (host: string, user: string): Omit<SshTarget, 'machine' | 'open'> => ({
    user,
    keyFile: way.key,
    sudo: user !== 'root',
    command: [],
    verify: (fingerprint) => {
      const other = keys.changed(host, fingerprint)
      changed ??= other
      if (!other) shownKeys.set(host, fingerprint)
      return !other
    },
  })
  const jump = jumpIn(way.jump)
  const sessions = new Sessions(async (machine): Promise<SshTarget> => {
    if (machine === between && jump) {
      const { host, port, user } = jump
      return { machine, ...login(jumpHost(host, port), user), open: async () => connectTcp(port, host) }
    }
    const at = login(hostOf(student, machine), way.user)
    if (machine !== first?.name) {
      const address = lab.machines.find(({ name }) => name === machine)?.address ?? machine
      const entrance = await sessions.to(first?.name ?? '', connecting)
      return { machine, ...at, open: () => through(entrance, address, 22) }
    }
    if (!jump) return { machine, ...at, open: async () => connectTcp(way.port, way.host) }
    const hop = await sessions.to(between, connecting)
    return { machine, ...at, open: () => through(hop, way.host, way.port) }
  }, inTurn)
  const pinned = (host: string) => {
    const fingerprint = shownKeys.get(host)
    if (fingerprint !== undefined) keys.pin(host, fingerprint)
  }
  const to = patient(sessions)
  const warning = () => changed && trouble('host-key', { student, ...changed })
  return {
    login: { address: `${way.host}:${way.port}`, user: way.user },
    async to(machine, limit) {
      const session = await to(machine, limit)
      // Not before it has let us in: anybody can answer at an address.
      if (jump) pinned(jumpHost(jump.host, jump.port))
      if (first) pinned(hostOf(student, first.name))
      pinned(hostOf(student, machine))
      return session
    },
    troubleFrom: (cause) => warning() ?? farTrouble(cause, way),
    warning,
    local: undefined,
    close: () => sessions.close(),
  }
}

function jumpIn(text: string | undefined): { user: string; host: string; port: number } | undefined {
  const [, user, host, port = '22'] = jumpForm.exec(text ?? '') ?? []
  return user && host ? { user, host, port: Number(port) } : undefined
}

/** The words of ssh2 and of the system, sorted by what a person can do about them. */
function farTrouble(failure: unknown, { host, port, user, key }: Address): Trouble {
  const address = `${host}:${port}`
  const { cause } = failure as { cause?: { level?: string; message?: string; code?: string; syscall?: string } }
  const reason = reasonOf(failure)
  if (cause?.syscall === 'open' || cause?.code === 'EISDIR' || /privateKey/.test(cause?.message ?? ''))
    return trouble('no-key', { file: key, reason: (cause?.message ?? reason).replace(/, open '.*$/, '') })
  if (cause?.level === 'client-authentication') return trouble('refused', { address, user })
  if (cause?.level === 'protocol' || cause?.level === 'handshake' || /greeting|header/i.test(cause?.message ?? ''))
    return trouble('not-ssh', { address, reason })
  return trouble('unreachable', { address, reason })
}
