import type { SnapshotKeeper } from '../provider.ts'
import { isFrozen, setFrozen } from './cgroup.ts'
import { copyTops, forgetSnapshot, listSnapshots, pushTops, recover, restoreStack } from './layers.ts'
import { powerCut } from './machine.ts'
import { machineCgroup } from './places.ts'
import { running } from './states.ts'

export const snapshots: SnapshotKeeper = {
  async save(instance, name) {
    recover(instance)
    const going = running(instance)
    if (going.length === 0) return pushTops(instance, name)
    // All machines stand still at one moment, so the copy is one that a power cut could have left.
    const thaw = going.filter((machine) => !isFrozen(machineCgroup(instance, machine)))
    try {
      await Promise.all(thaw.map((machine) => setFrozen(machineCgroup(instance, machine), true)))
      await copyTops(instance, name)
    } finally {
      await Promise.all(thaw.map((machine) => setFrozen(machineCgroup(instance, machine), false)))
    }
  },
  async restore(instance, name) {
    recover(instance)
    await Promise.all(instance.machines.map((machine) => powerCut(instance, machine)))
    restoreStack(instance, name)
  },
  list: async (instance) => listSnapshots(instance),
  delete: async (instance, name) => forgetSnapshot(instance, name),
}
