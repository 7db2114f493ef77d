import { spawn } from 'node:child_process'
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { cannot } from '../../errors.ts'
import { lastLines } from '../../host/run.ts'
import { waitUntil } from '../../host/wait-until.ts'
import type { Instance, InstanceMachine } from '../../instance/instance.ts'
import { endCgroup, isPopulated, makeCgroup, processes, setFrozen } from './cgroup.ts'
import { layersOf } from './layers.ts'
import { applyLimits } from './limits.ts'
import { moveOwners } from './move-owners.ts'
import { inItsNetwork, ownNetwork } from './own-users.ts'
import { machineCgroup, placesOf } from './places.ts'
import { type Laid, wayIn } from './way-in.ts'

/** What the provider puts on a disk before its first start: who the machine is and who may come in. */
export interface Identity {
  /** Public half of the instance's key. */
  authorizedKey: string
  hostKey: { privateKey: string; publicKey: string }
}

/**
 * Runs in a mount namespace of its own: the disk is put together there and vanishes with the last process,
 * so no mount can be left behind and no other machine keeps a hidden copy of it.
 * `$1` control groups, a line each, `$2` mount options, `$3` disk, the rest is the container.
 */
const boot = `set -e
while read -r group; do echo $$ >"$group/cgroup.procs"; done <<<"$1"
mount -t overlay overlay -o "$2" "$3"
shift 3
exec "$@"`

/** Starts a machine and comes back at once. */
export function powerOn(instance: Instance, machine: InstanceMachine, image: string, identity: Identity): void {
  const places = placesOf(instance, machine)
  const cgroup = machineCgroup(instance, machine)
  const layers = layersOf(instance, machine.name)
  if (layers.length === 0 && !existsSync(join(places.upper, 'etc/hostname')))
    writeIdentity(
      places.upper,
      machine,
      identity,
      [...wayIn(image), ...ownNetwork(instance, machine)],
      instance.firstUid,
    )
  rmSync(places.ssh, { recursive: true, force: true })
  mkdirSync(places.ssh, { recursive: true, mode: 0o700 })
  if (instance.firstUid !== undefined) chownSync(places.ssh, instance.firstUid, instance.firstUid)
  makeCgroup(cgroup)
  const groups = [cgroup, ...applyLimits(instance).join]
  // Left by every mount with `volatile`, and no other one begins beside it (Documentation/filesystems/overlayfs.rst).
  rmSync(join(places.work, 'work/incompat'), { recursive: true, force: true })
  const lower = [...layers, join(image)].join(':')
  const log = openSync(places.console, 'w', 0o600)
  const child = spawn(
    'unshare',
    [
      ...['--mount', '--propagation', 'slave', 'bash', '-c', boot, 'pglab', groups.join('\n')],
      // Without redirects a folder that is older than the top cannot be renamed (EXDEV): PostgreSQL could not even drop a slot.
      // And what a machine wants written to the medium may stay with the kernel: the faults of a lab take the power from
      // machines, never from the host, and forty labs that wait for one disk keep nobody's rows safer.
      ...[`redirect_dir=on,volatile,lowerdir=${lower},upperdir=${places.upper},workdir=${places.work}`, places.root],
      ...inItsNetwork(instance, machine, [
        ...['systemd-nspawn', '--quiet', '--directory', places.root, `--machine=${machine.hostname}`],
        // Nobody registers it: the host may run another init, or none.
        ...['--register=no', '--keep-unit', '--resolv-conf=off', '--timezone=off', '--link-journal=no'],
      ]),
      // Virtual addresses and packet filters are part of the lessons.
      '--capability=CAP_NET_ADMIN',
      // The way in for the kit, apart from the lab network: sshd of a recent systemd listens here.
      `--bind=${places.ssh}:/run/ssh-unix-local`,
      '--boot',
    ],
    {
      detached: true,
      stdio: ['ignore', log, log],
      // A recent systemd refuses version 1 of control groups, which some hosts still mix in.
      env: { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
    },
  )
  child.unref()
  closeSync(log)
}

/** Waits until SSH answers. A machine that dies meanwhile is told with the end of its console. */
export async function untilReachable(instance: Instance, machine: InstanceMachine, within = 60_000): Promise<void> {
  const { ssh, console } = placesOf(instance, machine)
  const cgroup = machineCgroup(instance, machine)
  let seen = false
  const outcome = await waitUntil<'up' | 'dead'>({
    within,
    every: 30,
    probe: async () => {
      if (await answers(join(ssh, 'socket'))) return 'up'
      const alive = isPopulated(cgroup)
      seen ||= alive
      return seen && !alive ? 'dead' : undefined
    },
  })
  if (outcome === 'up') return
  throw cannot(
    {
      en: 'The machine {machine} did not start. Its console ends with:',
      ru: 'Машина {machine} не запустилась. Конец её консоли:',
    },
    { machine: machine.name },
    lastLines(existsSync(console) ? readFileSync(console, 'utf8') : '', 10),
  )
}

/** Shuts down as the machine's own `poweroff` would; what does not end in time loses its power. Limits in ms. */
export async function powerOff(instance: Instance, machine: InstanceMachine, within = 45_000): Promise<void> {
  const cgroup = machineCgroup(instance, machine)
  if (isPopulated(cgroup)) {
    writeFileSync(placesOf(instance, machine).halting, '')
    await setFrozen(cgroup, false)
    const init = initOf(cgroup)
    // systemd takes the fourth real-time signal as "power off". Node has no name for it: SIGRTMIN is 34 in glibc.
    if (init) process.kill(init, 34 + 4)
    await waitUntil({ probe: () => (isPopulated(cgroup) ? undefined : true), within })
  }
  await powerCut(instance, machine)
}

/** Whether a shutdown was begun whose command did not live to see its end. */
export const isHalting = (instance: Instance, machine: InstanceMachine): boolean =>
  existsSync(placesOf(instance, machine).halting)

/** Takes the power away. */
export async function powerCut(instance: Instance, machine: InstanceMachine): Promise<void> {
  const cgroup = machineCgroup(instance, machine)
  await endCgroup(cgroup)
  rmSync(placesOf(instance, machine).halting, { force: true })
  rmSync(placesOf(instance, machine).ssh, { recursive: true, force: true })
}

/** The machine's process 1, as the host numbers it. */
function initOf(cgroup: string): number | undefined {
  return processes(cgroup).find((id) => {
    try {
      // The last number is the one in the innermost namespace.
      const ids = /^NSpid:\s+(.*)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]?.split(/\s+/) ?? []
      return ids.length > 1 && ids.at(-1) === '1'
    } catch {
      return false // it ended while we looked
    }
  })
}

function writeIdentity(
  upper: string,
  machine: InstanceMachine,
  { authorizedKey, hostKey }: Identity,
  door: readonly Laid[],
  owner = 0,
): void {
  const files: Laid[] = [
    { path: 'etc/ssh/ssh_host_ed25519_key', mode: 0o600, text: hostKey.privateKey },
    { path: 'etc/ssh/ssh_host_ed25519_key.pub', mode: 0o644, text: `${hostKey.publicKey}\n` },
    { path: 'etc/ssh/sshd_config.d/pglab.conf', mode: 0o644, text: 'HostKey /etc/ssh/ssh_host_ed25519_key\n' },
    { path: 'root/.ssh/authorized_keys', mode: 0o600, text: `${authorizedKey}\n` },
    ...door,
    // Last: a disk with this file has all of them.
    { path: 'etc/hostname', mode: 0o644, text: `${machine.hostname}\n` },
  ]
  for (const { path, mode, text } of files) {
    mkdirSync(join(upper, dirname(path)), { recursive: true, mode: path.startsWith('root/') ? 0o700 : 0o755 })
    writeFileSync(join(upper, path), text, { mode })
  }
  if (owner !== 0) moveOwners(upper, owner)
}

/** Whether an SSH server introduces itself. Early in a boot the socket takes connections that nobody can serve yet. */
const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    if (!existsSync(socket)) return resolve(false)
    const probe = connect(socket)
    const end = (found: boolean) => {
      probe.destroy()
      resolve(found)
    }
    probe.setTimeout(2000, () => end(false))
    probe.once('data', (greeting) => end(greeting.toString('latin1').startsWith('SSH-')))
    probe.once('error', () => end(false)).once('end', () => end(false))
  })
