import { cannot, wrongUsage } from '../errors.ts'
import { lastLines } from '../host/run.ts'
import type { Instance } from '../instance/instance.ts'
import { type MachineFault, type MachineState, machineFaults, type Provider } from '../providers/provider.ts'
import { stateWords } from '../providers/state-words.ts'
import { connect } from '../ssh/session.ts'
import { say } from '../words/say.ts'
import { assertMachine, type Opened } from './open.ts'
import type { Steps } from './up.ts'

const serviceFaults = ['stop', 'start'] as const

/** States in which an action makes sense. */
const sensible: Record<MachineFault, readonly MachineState[]> = {
  crash: ['running', 'frozen', 'isolated'],
  freeze: ['running', 'isolated'],
  thaw: ['frozen'],
  isolate: ['running'],
  heal: ['off', 'frozen', 'isolated', 'running'],
}

/** A fault that makes sense as far as words go. */
export interface FaultRequest {
  action: string
  machine: string
  /** The service, for `stop` and `start` alone. */
  unit: string | undefined
}

const isOfService = (action: string): boolean => (serviceFaults as readonly string[]).includes(action)

/** Throws a usage error for what can be told wrong without looking at the lab. */
export function assertFault(instance: Instance, { action, machine, unit }: FaultRequest): void {
  if (!isOfService(action) && !(machineFaults as readonly string[]).includes(action)) throw unknownAction(action)
  assertMachine(instance, machine)
  if (isOfService(action) && unit === undefined) throw noUnit(action, machine)
  if (!isOfService(action) && unit !== undefined) throw needlessUnit(action)
  if (unit !== undefined && !/^[A-Za-z0-9][A-Za-z0-9@._:-]{0,99}$/.test(unit)) throw badUnit(unit)
}

/** Does a fault to a machine or a service and returns when it has happened. */
export async function causeFault({ instance, provider }: Opened, request: FaultRequest, steps: Steps): Promise<void> {
  const { action, machine, unit } = request
  const state = (await provider.states(instance))[machine] ?? 'absent'
  const allowed: readonly MachineState[] = isOfService(action)
    ? ['running', 'isolated']
    : sensible[action as MachineFault]
  if (!allowed.includes(state)) throw senseless(action, machine, state)
  await steps.step('fault', () =>
    unit === undefined
      ? provider.fault(instance, action as MachineFault, machine)
      : switchService(provider, instance, { action, machine, unit }),
  )
}

async function switchService(
  provider: Provider,
  instance: Instance,
  { action, machine, unit }: { action: string; machine: string; unit: string },
): Promise<void> {
  const session = await connect(await provider.target(instance, machine, 'root'))
  try {
    const ran = await session.exec(`systemctl ${action} -- ${unit}`, { limit: 90_000 })
    if (ran.code !== 0) throw systemdSays(action, machine, unit, lastLines(ran.stderr, 5))
  } finally {
    session.close()
  }
}

const unknownAction = (action: string) =>
  wrongUsage(
    { en: 'There is no fault "{action}". Known: {known}.', ru: 'Сбоя «{action}» нет. Есть: {known}.' },
    { action: action.slice(0, 60), known: [...machineFaults, ...serviceFaults].join(', ') },
  )

const noUnit = (action: string, machine: string) =>
  wrongUsage(
    {
      en: 'Say which service to {action}, e.g. ./pglab fault {action} {machine} patroni',
      ru: 'Укажите службу, например ./pglab fault {action} {machine} patroni',
    },
    { action, machine },
  )

const needlessUnit = (action: string) =>
  wrongUsage(
    {
      en: '{action} is done to a whole machine; only stop and start take a service.',
      ru: '{action} относится ко всей машине; службу указывают только для stop и start.',
    },
    { action },
  )

const badUnit = (unit: string) =>
  wrongUsage(
    { en: '"{unit}" cannot be the name of a service.', ru: '«{unit}» не может быть именем службы.' },
    { unit: unit.slice(0, 60) },
  )

const senseless = (action: string, machine: string, state: MachineState) =>
  cannot(
    {
      en: '{machine} is {state}, so {action} makes no sense now. See ./pglab status.',
      ru: 'Машина {machine} сейчас {state}: действие {action} к ней неприменимо. Посмотрите ./pglab status.',
    },
    { machine, action, state: say(stateWords[state]) },
  )

const systemdSays = (action: string, machine: string, unit: string, lines: string[]) =>
  cannot(
    {
      en: '{machine}: systemctl {action} {unit} failed:',
      ru: '{machine}: команда systemctl {action} {unit} не выполнена:',
    },
    { action, machine, unit },
    lines,
  )
