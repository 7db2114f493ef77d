import { readStatus, type Status } from '../cluster/status.ts'
import { wrongUsage } from '../errors.ts'
import type { Snapshot } from '../providers/provider.ts'
import { buildOf, type Opened, sessionsTo } from './open.ts'
import { type Steps, waitForHealth } from './up.ts'

/** Puts an instance back to a snapshot and waits until it is healthy there; gives the picture it then shows. */
export async function restore(opened: Opened, name: string, steps: Steps): Promise<Status> {
  const { instance, provider } = opened
  await provider.assertUsable()
  assertSnapshot(name, await provider.snapshots.list(instance))
  await steps.step('restore', (progress) => provider.snapshots.restore(instance, name, progress))
  await steps.step('boot', (progress) => provider.start(instance, buildOf(opened), progress))
  const sessions = sessionsTo(opened)
  try {
    await waitForHealth(opened, sessions, steps)
    return await readStatus(opened, sessions)
  } finally {
    sessions.close()
  }
}

export function assertSnapshot(name: string, snapshots: readonly Snapshot[]): void {
  if (snapshots.some((snapshot) => snapshot.name === name)) return
  throw wrongUsage(
    snapshots.length === 0
      ? {
          en: 'There are no snapshots yet; the first healthy ./pglab up makes one.',
          ru: 'Снимков пока нет; первый появится, когда ./pglab up доведёт лабораторию до порядка.',
        }
      : { en: 'There is no snapshot "{name}". There are: {names}.', ru: 'Снимка «{name}» нет. Есть: {names}.' },
    { name: name.slice(0, 60), names: snapshots.map((snapshot) => snapshot.name).join(', ') },
  )
}
