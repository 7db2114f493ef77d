import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { packagesOf, placeOf } from '../../compile/compile.ts'
import { secretsFrom } from '../../compile/secrets.ts'
import { cannot } from '../../errors.ts'
import { assertRoom } from '../../host/disk.ts'
import { missingPrograms } from '../../host/programs.ts'
import type { Instance, InstanceMachine } from '../../instance/instance.ts'
import { removeInstance, seedOf } from '../../instance/store.ts'
import { labNames, loadLab } from '../../lab/load.ts'
import { type Known, loadKnown } from '../../registry.ts'
import type { MachineState, Provider } from '../provider.ts'
import { endCgroup, isFrozen, isPopulated, removeCgroup, setFrozen } from './cgroup.ts'
import { buildImage, type ImageRecipe, imageRoot, imageUsedBy, noteImage } from './image.ts'
import { copyTops, forgetSnapshot, listSnapshots, makeTops, pushTops, recover, restoreStack } from './layers.ts'
import { powerCut, powerOff, powerOn, untilReachable } from './machine.ts'
import { isolate, isolated, makeSwitch, plugIn, reconnect, removeNetwork } from './network.ts'
import { instanceCgroup, machineCgroup, placesOf } from './places.ts'
import { programs } from './programs.ts'

const stateOf = (instance: Instance, machine: InstanceMachine, cut: ReadonlySet<string>): MachineState => {
  const cgroup = machineCgroup(instance, machine)
  if (!isPopulated(cgroup)) return existsSync(placesOf(instance, machine).upper) ? 'off' : 'absent'
  if (isFrozen(cgroup)) return 'frozen'
  return cut.has(machine.name) ? 'isolated' : 'running'
}

const states = async (instance: Instance): Promise<Record<string, MachineState>> => {
  const cut = await isolated(instance)
  return Object.fromEntries(instance.machines.map((machine) => [machine.name, stateOf(instance, machine, cut)]))
}

/** Bytes that a lab and its first snapshot write until it is healthy. */
const startSize = 1_500_000_000

const running = (instance: Instance): InstanceMachine[] =>
  instance.machines.filter((machine) => isPopulated(machineCgroup(instance, machine)))

const machineOf = (instance: Instance, name: string): InstanceMachine => {
  const machine = instance.machines.find((candidate) => candidate.name === name)
  if (!machine) throw new Error(`no machine ${name}`)
  return machine
}

/** One image carries the packages of every lab, so a second lab costs no second image. */
async function recipeFor(system: string): Promise<ImageRecipe> {
  const known: Known = await loadKnown()
  const found = known.systems.get(system)
  if (!found?.container) {
    throw cannot(
      {
        en: 'Containers of {system} cannot be made; use --os {known} or --provider vagrant.',
        ru: 'Контейнеры с {system} собрать нельзя; укажите --os {known} или --provider vagrant.',
      },
      {
        system,
        known: [...known.systems]
          .filter(([, { container }]) => container)
          .map(([id]) => id)
          .join(', '),
      },
    )
  }
  const secrets = secretsFrom('00'.repeat(32))
  const places = labNames().flatMap((name) => {
    const lab = loadLab(name, known)
    return lab.machines.map((machine) => placeOf(machine, lab, found, secrets))
  })
  return { system, ...found.container, packages: packagesOf(found, places, known) }
}

/** The image an instance was made from. */
async function imageOf(instance: Instance): Promise<string> {
  const noted = imageUsedBy(instance.folder)
  const image = noted ?? imageRoot(await recipeFor(instance.os))
  if (noted === undefined) noteImage(instance.folder, image)
  if (existsSync(image)) return image
  throw cannot(
    {
      en: 'The base image of "{name}" is gone ({image}). Make the lab anew: ./pglab destroy --name {name}, then up.',
      ru: 'Базового образа экземпляра «{name}» больше нет ({image}). Создайте лабораторию заново: ./pglab destroy --name {name}, затем up.',
    },
    { name: instance.name, image },
  )
}

const powerOnAll = async (instance: Instance, machines: readonly InstanceMachine[]): Promise<void> => {
  const image = await imageOf(instance)
  const secrets = secretsFrom(seedOf(instance))
  await makeSwitch(instance)
  for (const machine of machines) {
    await plugIn(instance, machine)
    const hostKey = secrets.sshKey(`host/${machine.name}`)
    powerOn(instance, machine, image, { authorizedKey: secrets.sshKey('pglab').publicKey, hostKey })
  }
  await Promise.all(machines.map((machine) => untilReachable(instance, machine)))
}

/** Everything of an instance that is not a file: processes, control groups, network, sockets. */
async function tearDown(instance: Instance): Promise<void> {
  await endCgroup(instanceCgroup(instance))
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

  async prepare(instance, progress, signal) {
    if (imageUsedBy(instance.folder) === undefined) await buildImage(await recipeFor(instance.os), progress, signal)
  },

  async start(instance, _build, progress) {
    await recover(instance)
    assertRoom(instance.folder, startSize, { en: 'starting a lab', ru: 'запуск лаборатории' })
    makeTops(instance)
    const off = instance.machines.filter((machine) => !isPopulated(machineCgroup(instance, machine)))
    for (const { name } of off) progress(name)
    await powerOnAll(instance, off)
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

  snapshots: {
    async save(instance, name) {
      await recover(instance)
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
      await recover(instance)
      await Promise.all(instance.machines.map((machine) => powerCut(instance, machine)))
      await restoreStack(instance, name)
    },
    list: async (instance) => listSnapshots(instance),
    delete: async (instance, name) => forgetSnapshot(instance, name),
  },

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
          await recover(instance)
          await powerOnAll(instance, [machine])
        }
        await setFrozen(cgroup, false)
        return reconnect(instance, machine)
    }
  },

  async target(instance, name, user) {
    const machine = machineOf(instance, name)
    const socket = join(placesOf(instance, machine).ssh, 'socket')
    const secrets = secretsFrom(seedOf(instance))
    const { keyFile, knownHosts } = keyFiles(instance, secrets)
    return {
      machine: name,
      user,
      keyFile,
      hostKey: secrets.sshKey(`host/${name}`).publicKey,
      open: async () => connect(socket),
      command: [
        ...[
          '-i',
          keyFile,
          '-o',
          'IdentitiesOnly=yes',
          '-o',
          `UserKnownHostsFile=${knownHosts}`,
          '-o',
          'LogLevel=ERROR',
        ],
        ...['-o', `HostKeyAlias=${machine.hostname}`, '-o', `ProxyCommand=socat - UNIX-CONNECT:${socket}`],
        `${user}@${machine.hostname}`,
      ],
    }
  },
}

/** The key and the known hosts as files, for the `ssh` program. */
function keyFiles(instance: Instance, secrets: ReturnType<typeof secretsFrom>) {
  const folder = join(instance.folder, 'ssh')
  const keyFile = join(folder, 'id_ed25519')
  const knownHosts = join(folder, 'known_hosts')
  if (!existsSync(keyFile)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const lines = instance.machines.map(
      ({ name, hostname }) => `${hostname} ${secrets.sshKey(`host/${name}`).publicKey}\n`,
    )
    writeFileSync(knownHosts, lines.join(''), { mode: 0o600 })
    writeFileSync(keyFile, secrets.sshKey('pglab').privateKey, { mode: 0o600 })
  }
  return { keyFile, knownHosts }
}

export default nspawn
