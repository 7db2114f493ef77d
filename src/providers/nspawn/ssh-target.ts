import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Secrets } from '../../compile/secrets.ts'
import type { Instance, InstanceMachine } from '../../instance/instance.ts'
import { secretsOf } from '../../instance/secrets.ts'
import type { SshTarget } from '../../ssh/target.ts'
import { placesOf } from './places.ts'

/** The way into a container: over its own Unix socket, with the key of the instance, to a machine known beforehand. */
export function sshTarget(instance: Instance, machine: InstanceMachine, user: string): SshTarget {
  const socket = join(placesOf(instance, machine).ssh, 'socket')
  const secrets = secretsOf(instance)
  const { keyFile, knownHosts } = keyFiles(instance, secrets)
  const options = {
    IdentitiesOnly: 'yes',
    UserKnownHostsFile: knownHosts,
    HostKeyAlias: machine.hostname,
    LogLevel: 'ERROR',
    ProxyCommand: `socat - UNIX-CONNECT:${socket}`,
  }
  return {
    machine: machine.name,
    user,
    keyFile,
    hostKey: secrets.sshKey(`host/${machine.name}`).publicKey,
    open: async () => connect(socket),
    command: [
      ...['-i', keyFile],
      ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      `${user}@${machine.hostname}`,
    ],
  }
}

/** The key and the known hosts as files, for the `ssh` program. */
function keyFiles(instance: Instance, secrets: Secrets) {
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
