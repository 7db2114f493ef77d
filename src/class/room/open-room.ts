import type { Instance } from '../../instance/instance.ts'
import { instanceFolder } from '../../instance/store.ts'
import type { Lab } from '../../lab/lab.ts'
import { loadLab } from '../../lab/load.ts'
import type { Opened } from '../../lifecycle/open.ts'
import type { Provider } from '../../providers/provider.ts'
import { loadProvider } from '../../providers/registry.ts'
import { type Known, loadKnown } from '../../registry.ts'
import type { Room } from './room.ts'

/** A class with everything that is needed to work on its labs. */
export interface OpenedRoom {
  room: Room
  lab: Lab
  known: Known
  provider: Provider
}

/**
 * Users of the machines begin here on the host: in the range that is set apart for containers (524288 to 1879048191),
 * near its end, where nothing begins that counts upwards. All students share it: what keeps them apart from each other
 * are namespaces, and whoever is root in there is nobody here.
 * Source: https://systemd.io/UIDS-GIDS/
 */
const firstUid = 0x6f00_0000

export async function openRoom(room: Room): Promise<OpenedRoom> {
  const known = await loadKnown()
  return { room, known, lab: loadLab(room.lab, known), provider: await loadProvider('nspawn') }
}

/** An instance of the class that nothing has been made for yet. */
export const instanceIn = (
  { room, lab, provider }: OpenedRoom,
  name: string,
  folder = instanceFolder(name),
): Instance => ({
  name,
  lab: lab.id,
  provider: provider.name,
  os: room.os,
  created: Date.now(),
  folder,
  network: { prefix: lab.network.prefix },
  limits: room.limits,
  firstUid,
  machines: lab.machines.map(({ name: machine, hostname, address }) => ({ name: machine, hostname, address })),
})

export const openedSeat = ({ lab, known, provider }: OpenedRoom, instance: Instance): Opened => ({
  lab,
  known,
  provider,
  instance,
})
