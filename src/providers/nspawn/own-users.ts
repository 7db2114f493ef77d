import type { Instance, InstanceMachine } from '../../instance/instance.ts'
import { idRange } from './move-owners.ts'
import { machineNamespace } from './places.ts'
import type { Laid } from './way-in.ts'

/*
 * A machine with user ids of its own (user_namespaces(7)): its root may do there what root does and is nobody on the
 * host. Otherwise root in a container can reach the host whenever he tries, which is right only where it is his.
 * The network belongs to such a machine too, or its root could not set an address; so the cable is handed in, and the
 * machine gives itself its address while it boots.
 */

/** Runs systemd-nspawn in the machine's network namespace, from which it takes the cable along, or lets it join that. */
export function inItsNetwork(instance: Instance, machine: InstanceMachine, nspawn: readonly string[]): string[] {
  const network = `/run/netns/${machineNamespace(instance, machine)}`
  if (instance.firstUid === undefined) return [...nspawn, `--network-namespace-path=${network}`]
  return [
    ...['bash', '-c', handOver, 'pglab', network],
    ...nspawn,
    ...['--network-interface=eth0', `--private-users=${instance.firstUid}:${idRange}`, '--private-users-ownership=off'],
  ]
}

// systemd-nspawn asks udev about an interface, of which no udev has ever heard; under a read-only /sys it does not ask.
const handOver = `set -e
mount -o remount,bind,ro /sys
network=$1
shift
exec nsenter --net="$network" "$@"`

/** What such a machine needs on its disk to have an address before anything else starts. */
export const ownNetwork = (instance: Instance, machine: InstanceMachine): Laid[] =>
  instance.firstUid === undefined
    ? []
    : [
        {
          path: 'etc/systemd/system/pglab-network.service',
          mode: 0o644,
          text: unit(`${machine.address}/${instance.network.prefix}`),
        },
        // Not asked about by a distribution's preset.
        {
          path: 'etc/systemd/system/sysinit.target.d/pglab-network.conf',
          mode: 0o644,
          text: '[Unit]\nWants=pglab-network.service\n',
        },
      ]

const unit = (address: string): string => `[Unit]
Description=The address of this machine
DefaultDependencies=no
Before=sysinit.target network-pre.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'ip link set lo up; ip addr replace ${address} dev eth0; ip link set eth0 up'
# ping without root: its file capability does not survive in a container.
ExecStart=/bin/sh -c 'echo 0 ${idRange - 1} >/proc/sys/net/ipv4/ping_group_range'
`
