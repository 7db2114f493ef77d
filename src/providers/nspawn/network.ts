import { existsSync, readdirSync } from 'node:fs'
import { must, run } from '../../host/run.ts'
import type { Instance, InstanceMachine } from '../../instance/instance.ts'
import { machineNamespace, switchNamespace } from './places.ts'

/*
 * The network of an instance: one namespace holds a switch (a bridge without an address), each machine has a
 * namespace with eth0, and a cable (a veth pair) joins the two. The host has no address in it and routes nothing,
 * so instances may use the same addresses and no packet can leave.
 */

const namespaces = (): string[] => (existsSync('/run/netns') ? readdirSync('/run/netns') : [])

/** The end of a machine's cable at the switch; interface names may have 15 characters, machine names 30. */
const port = (instance: Instance, machine: InstanceMachine): string =>
  `port${instance.machines.findIndex(({ name }) => name === machine.name)}`

export async function makeSwitch(instance: Instance): Promise<void> {
  const name = switchNamespace(instance)
  if (namespaces().includes(name)) {
    if ((await run('ip', ['-n', name, 'link', 'show', 'switch', 'up'])).stdout.includes('switch')) return
    // A killed command left a namespace without its switch.
    await must('ip', ['netns', 'delete', name])
  }
  await must('ip', ['netns', 'add', name])
  await batch(name, ['link add switch type bridge', 'link set switch up'])
}

/** Gives a machine that is off a new namespace and a new cable: the old ones may be half made, or cut. */
export async function plugIn(instance: Instance, machine: InstanceMachine): Promise<void> {
  const name = machineNamespace(instance, machine)
  if (namespaces().includes(name)) await must('ip', ['netns', 'delete', name])
  await must('ip', ['netns', 'add', name])
  // The kernel removes the old cable a moment after its namespace.
  await run('ip', ['-n', switchNamespace(instance), 'link', 'delete', port(instance, machine)])
  await batch(switchNamespace(instance), [
    `link add ${port(instance, machine)} type veth peer name eth0 netns ${name}`,
    `link set ${port(instance, machine)} master switch up`,
  ])
  // Such a machine takes eth0 along into a network of its own and gives it its address there.
  if (instance.firstUid !== undefined) return
  await batch(name, [
    'link set lo up',
    `addr add ${machine.address}/${instance.network.prefix} dev eth0`,
    'link set eth0 up',
  ])
  // `ping` without root: its file capability does not survive in a container.
  await must('ip', ['netns', 'exec', name, 'sh', '-c', 'echo 0 2147483647 >/proc/sys/net/ipv4/ping_group_range'])
}

/** Pulls the cable at the switch: the machine still sees a link, and nobody hears it. */
export const isolate = (instance: Instance, machine: InstanceMachine): Promise<void> =>
  batch(switchNamespace(instance), [`link set ${port(instance, machine)} nomaster`])

export const reconnect = (instance: Instance, machine: InstanceMachine): Promise<void> =>
  batch(switchNamespace(instance), [`link set ${port(instance, machine)} master switch`])

/** The machines whose cable does not end in the switch. */
export async function isolated(instance: Instance): Promise<Set<string>> {
  const name = switchNamespace(instance)
  if (!namespaces().includes(name)) return new Set()
  const links = JSON.parse((await must('ip', ['-j', '-n', name, 'link'])) || '[]') as {
    ifname?: string
    master?: string
  }[]
  const plugged = new Set(links.filter(({ master }) => master === 'switch').map(({ ifname }) => ifname))
  const known = new Set(links.map(({ ifname }) => ifname))
  return new Set(
    instance.machines
      .filter((machine) => known.has(port(instance, machine)) && !plugged.has(port(instance, machine)))
      .map(({ name: machine }) => machine),
  )
}

/** Removes the network of an instance, also where its record is lost; a cable goes with either of its ends. */
export async function removeNetwork(instance: Instance): Promise<void> {
  const own = switchNamespace(instance)
  for (const name of namespaces()) {
    if (name === own || name.startsWith(`${own}.`)) await must('ip', ['netns', 'delete', name])
  }
}

/** Several steps in one namespace by one call of `ip`. */
async function batch(namespace: string, steps: readonly string[]): Promise<void> {
  await must('ip', ['-n', namespace, '-batch', '-'], { input: `${steps.join('\n')}\n` })
}
