import { existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cannot } from '../../errors.ts'
import { assertRoom } from '../../host/disk.ts'
import { missingPrograms } from '../../host/programs.ts'
import type { Instance, InstanceMachine } from '../../instance/instance.ts'
import { secretsOf } from '../../instance/secrets.ts'
import { removeInstance } from '../../instance/store.ts'
import type { Provider } from '../provider.ts'
import { endCgroup, isPopulated, removeCgroup, setFrozen } from './cgroup.ts'
import { allowWatches } from './inotify.ts'
import { imageOf, prepareImage } from './instance-image.ts'
import { makeTops, recover } from './layers.ts'
import { oldGroupsOf, removeOldGroups } from './limits.ts'
import { isHalting, powerCut, powerOff, powerOn, untilReachable } from './machine.ts'
import { isolate, isolated, makeSwitch, plugIn, reconnect, removeNetwork } from './network.ts'
import { instanceCgroup, machineCgroup, placesOf } from './places.ts'
import { programs } from './programs.ts'
import { snapshots } from './snapshots.ts'
import { sshTarget } from './ssh-target.ts'
import { machineOf, running, states } from './states.ts'

/** Bytes that a lab and its first snapshot write until it is healthy. */
const startSize = 1_500_000_000

const powerOnAll = async (instance: Instance, machines: readonly InstanceMachine[]): Promise<void> => {
  const image = await imageOf(instance)
  const secrets = secretsOf(instance)
  allowWatches()
  await makeSwitch(instance)
  await Promise.all(
    machines.map(async (machine) => {
      await plugIn(instance, machine)
      // What a killed command left of the last run. The kernel remembers of a control group that it was killed, and
      // kills whatever systemd starts in it later (seen with Linux 6.18): every run begins in a new one.
      await endCgroup(machineCgroup(instance, machine))
      const hostKey = secrets.sshKey(`host/${machine.name}`)
      powerOn(instance, machine, image, { authorizedKey: secrets.sshKey('pglab').publicKey, hostKey })
      await untilReachable(instance, machine)
    }),
  )
}

/** Everything of an instance that is not a file: processes, control groups, network, sockets. */
async function tearDown(instance: Instance): Promise<void> {
  const oldGroups = oldGroupsOf(instance)
  await endCgroup(instanceCgroup(instance))
  removeOldGroups(oldGroups)
  await removeNetwork(instance)
  const sockets = dirname(placesOf(instance, { name: 'x', hostname: 'x', address: '' }).ssh)
  rmSync(sockets, { recursive: true, force: true })
  for (const shared of [dirname(instanceCgroup(instance)), dirname(sockets)]) removeIfEmpty(shared)
}

function removeIfEmpty(folder: string): void {
  if (!existsSync(folder)) return
  const left = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  // A control group always holds the kernel's own files; only groups below it count.
  if (left.length === 0)
    folder.startsWith('/sys/') ? removeCgroup(folder) : rmSync(folder, { recursive: true, force: true })
}

const nspawn: Provider = {
  name: 'nspawn',
  system: 'debian13',
  provisionsItself: false,

  recognises: (folder) => existsSync(join(folder, 'machines')),

  async assertUsable() {
    if (process.getuid?.() !== 0) {
      throw cannot({
        en: 'Containers need root. Run the command with sudo, or use virtual machines: --provider vagrant.',
        ru: 'Для контейнеров нужны права root. Запустите команду через sudo или возьмите виртуальные машины: --provider vagrant.',
      })
    }
    const missing = missingPrograms(Object.keys(programs))
    if (missing.length === 0) return
    throw cannot(
      {
        en: 'This host lacks {missing}. On Debian and Ubuntu: apt-get install {packages}. Elsewhere use --provider vagrant.',
        ru: 'На этом хосте нет программ: {missing}. В Debian и Ubuntu: apt-get install {packages}. На других системах: --provider vagrant.',
      },
      {
        missing: missing.join(', '),
        packages: [...new Set(missing.map((program) => programs[program as keyof typeof programs]))].join(' '),
      },
    )
  },

  prepare: prepareImage,

  async start(instance, _build, progress) {
    recover(instance)
    assertRoom(instance.folder, startSize, { en: 'starting a lab', ru: 'запуск лаборатории' })
    makeTops(instance)
    // A machine on its way down still runs and is of no use: let it arrive.
    await Promise.all(
      instance.machines.filter((machine) => isHalting(instance, machine)).map((machine) => powerOff(instance, machine)),
    )
    const off = instance.machines.filter((machine) => !isPopulated(machineCgroup(instance, machine)))
    for (const { name } of off) progress(name)
    await powerOnAll(instance, off)
    // What is up and stands still or cannot be heard is no lab either.
    for (const machine of running(instance)) await setFrozen(machineCgroup(instance, machine), false)
    for (const name of await isolated(instance)) await reconnect(instance, machineOf(instance, name))
    return off.map(({ name }) => name)
  },

  async halt(instance, machines, progress) {
    const going = running(instance).filter(({ name }) => machines === undefined || machines.includes(name))
    await Promise.all(
      going.map(async (machine) => {
        await powerOff(instance, machine)
        progress(machine.name)
      }),
    )
    if (running(instance).length === 0) await tearDown(instance)
  },

  async destroy(instance) {
    await tearDown(instance)
    removeInstance(instance.name)
  },

  states,

  snapshots,

  async fault(instance, action, name) {
    const machine = machineOf(instance, name)
    const cgroup = machineCgroup(instance, machine)
    switch (action) {
      case 'crash':
        return powerCut(instance, machine)
      case 'freeze':
        return setFrozen(cgroup, true)
      case 'thaw':
        return setFrozen(cgroup, false)
      case 'isolate':
        return isolate(instance, machine)
      case 'heal':
        if (!isPopulated(cgroup)) {
          recover(instance)
          await powerOnAll(instance, [machine])
        }
        await setFrozen(cgroup, false)
        return reconnect(instance, machine)
    }
  },

  target: async (instance, name, user) => sshTarget(instance, machineOf(instance, name), user),
}

export default nspawn
