import { readStatus, type Status } from '../cluster/status.ts'
import { type Build, systemNamed } from '../compile/compile.ts'
import { wrongUsage } from '../errors.ts'
import type { Instance } from '../instance/instance.ts'
import { assertInstanceName, instanceFolder, readInstance, writeInstance } from '../instance/store.ts'
import { loadLab } from '../lab/load.ts'
import type { MachineState } from '../providers/provider.ts'
import { defaultProvider, loadProvider } from '../providers/registry.ts'
import { loadKnown } from '../registry.ts'
import type { Sessions } from '../ssh/sessions.ts'
import { describe, untilHealthy } from './health.ts'
import { buildOf, type Opened, sessionsTo } from './open.ts'
import { provision } from './provision.ts'

/** The lab that `up` means when none is named. */
const defaultLab = 'patroni'

/** The state right after the first healthy `up`, to which `reset` returns. */
export const freshSnapshot = 'fresh'

export interface UpRequest {
  lab: string | undefined
  name: string | undefined
  provider: string | undefined
  os: string | undefined
}

/** Steps of something slow, shown while they run. */
export interface Steps {
  step<T>(title: StepTitle, work: (progress: (line: string) => void) => Promise<T>): Promise<T>
}

/** Steps that nobody watches. */
export const silentSteps: Steps = { step: (_, work) => work(() => {}) }

export type StepTitle =
  | 'image'
  | 'boot'
  | 'provision'
  | 'health'
  | 'snapshot'
  | 'halt'
  | 'restore'
  | 'destroy'
  | 'fault'
  | 'exercise'
  | 'download'
  | 'make-box'
  | 'box'
  | 'bundle'
  | 'room'
  | 'evidence'

/** The instance a request means: one that exists, or a new one that nothing has been made for yet. */
export async function plan(request: UpRequest): Promise<Opened & { isNew: boolean }> {
  const name = request.name ?? request.lab ?? defaultLab
  assertInstanceName(name)
  const known = await loadKnown()
  const existing = readInstance(name)
  const lab = loadLab(existing?.lab ?? request.lab ?? defaultLab, known)
  if (existing) {
    assertSame(existing, request)
    return { instance: existing, lab, known, provider: await loadProvider(existing.provider), isNew: false }
  }
  const provider = await loadProvider(request.provider ?? defaultProvider())
  const os = request.os ?? lab.os ?? provider.system
  systemNamed(os, known)
  const instance: Instance = {
    name,
    lab: lab.id,
    provider: provider.name,
    os,
    created: Date.now(),
    folder: instanceFolder(name),
    network: { prefix: lab.network.prefix },
    machines: lab.machines.map(({ name: machine, hostname, address }) => ({ name: machine, hostname, address })),
  }
  return { instance, lab, known, provider, isNew: true }
}

/** Brings an instance up, from whatever state it is in, until the lab is healthy; gives the picture it then shows. */
export async function up(opened: Opened, steps: Steps, signal?: AbortSignal): Promise<Status> {
  const { instance, provider } = opened
  await provider.assertUsable()
  await steps.step('image', (progress) => provider.prepare(instance, progress, signal))
  signal?.throwIfAborted()
  // From here on the instance is known, and whatever happens to it can be seen and undone.
  writeInstance(instance)
  const build: Build = buildOf(opened)
  await steps.step('boot', (progress) => provider.start(instance, build, progress))
  signal?.throwIfAborted()
  const sessions = sessionsTo(opened)
  try {
    if (!provider.provisionsItself) {
      await steps.step('provision', (progress) =>
        provision(
          build,
          sessions,
          instance.machines.map(({ name }) => name),
          ({ machine, line }) => progress(`${machine}: ${line}`),
        ),
      )
    }
    signal?.throwIfAborted()
    await waitForHealth(opened, sessions, steps)
    signal?.throwIfAborted()
    // Looked at over the connections that are open anyway.
    const status = await readStatus(opened, sessions)
    const snapshots = await provider.snapshots.list(instance)
    if (!snapshots.some(({ name }) => name === freshSnapshot)) {
      await steps.step('snapshot', (progress) => provider.snapshots.save(instance, freshSnapshot, progress))
    }
    return status
  } finally {
    sessions.close()
  }
}

/** Takes an interrupted `up` back: a lab that did not exist goes entirely, machines that were off go off again. */
export async function undoUp(
  { instance, provider }: Opened,
  before: Record<string, MachineState> | undefined,
): Promise<void> {
  if (before === undefined) return provider.destroy(instance, () => {})
  const started = Object.keys(before).filter((machine) => before[machine] === 'off')
  if (started.length > 0) await provider.halt(instance, started, () => {})
}

export const waitForHealth = (opened: Opened, sessions: Sessions, steps: Steps): Promise<void> =>
  steps.step('health', (progress) =>
    untilHealthy(opened, sessions, (missing) => {
      if (missing[0])
        progress(`${describe(missing[0], opened)}${missing.length > 1 ? ` (+${missing.length - 1})` : ''}`)
    }),
  )

function assertSame(existing: Instance, request: UpRequest): void {
  const differs =
    (request.lab !== undefined && request.lab !== existing.lab) ||
    (request.provider !== undefined && request.provider !== existing.provider) ||
    (request.os !== undefined && request.os !== existing.os)
  if (!differs) return
  throw wrongUsage(
    {
      en: 'The instance "{name}" exists already: lab {lab}, provider {provider}, system {os}. Choose another name with --name, or remove it first: ./pglab destroy --name {name}',
      ru: 'Экземпляр «{name}» уже есть: лаборатория {lab}, провайдер {provider}, система {os}. Возьмите другое имя (--name) или сначала удалите его: ./pglab destroy --name {name}',
    },
    { name: existing.name, lab: existing.lab, provider: existing.provider, os: existing.os },
  )
}
