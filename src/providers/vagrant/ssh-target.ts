import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type Secrets, secretsFrom } from '../../compile/secrets.ts'
import { cannot } from '../../errors.ts'
import type { Instance } from '../../instance/instance.ts'
import { seedOf } from '../../instance/store.ts'
import type { SshTarget } from '../../ssh/target.ts'
import { lines } from './failure.ts'
import { machineId } from './folder.ts'
import { parseSshConfig, type WayIn } from './ssh-config.ts'
import type { Tools } from './tools.ts'

export async function sshTarget(
  instance: Instance,
  name: string,
  user: 'root' | 'student',
  tools: Tools,
): Promise<SshTarget> {
  const { host, port } = await findWay(instance, name, tools)
  const secrets = secretsFrom(seedOf(instance))
  const { keyFile, knownHosts } = keyFiles(instance, secrets)
  const options = [
    'IdentitiesOnly=yes',
    `UserKnownHostsFile=${sshPath(knownHosts)}`,
    'StrictHostKeyChecking=yes',
    // All machines share one address on the host; the key is looked up by the machine's own name.
    `HostKeyAlias=${name}`,
    'LogLevel=ERROR',
  ]
  return {
    machine: name,
    user,
    keyFile,
    hostKey: secrets.sshKey(`host/${name}`).publicKey,
    open: async () => connect({ host, port }),
    command: ['-i', keyFile, ...options.flatMap((option) => ['-o', option]), '-p', String(port), `${user}@${host}`],
  }
}

/** Asks VirtualBox where it can: that takes a twentieth of a second, and Vagrant one for every machine. */
async function findWay(instance: Instance, name: string, { vagrant, virtualBox }: Tools): Promise<WayIn> {
  if (machineId(instance, name)?.provider === 'virtualbox') {
    const { ssh } = await virtualBox.info(instance, name)
    if (ssh) return ssh
  }
  const said = await vagrant.print(instance, ['ssh-config', name])
  const way = parseSshConfig(said, name)
  if (way) return way
  throw cannot(
    {
      en: 'Vagrant does not say at which address and port {machine} answers SSH. It says:',
      ru: 'Vagrant не сообщает, по какому адресу и порту машина {machine} отвечает по SSH. Его ответ:',
    },
    { machine: name },
    lines(said),
  )
}

/** A path as an option of ssh takes it: quoted for its spaces, and with the slashes that stand for nothing else there. */
export const sshPath = (path: string, platform = process.platform): string =>
  `"${platform === 'win32' ? path.replaceAll('\\', '/') : path}"`

/** The key and the known hosts as files, for the `ssh` program. */
function keyFiles(instance: Instance, secrets: Secrets) {
  const folder = join(instance.folder, 'ssh')
  const keyFile = join(folder, 'id_ed25519')
  const knownHosts = join(folder, 'known_hosts')
  if (!existsSync(keyFile)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const known = instance.machines.map(({ name }) => `${name} ${secrets.sshKey(`host/${name}`).publicKey}\n`)
    writeFileSync(knownHosts, known.join(''), { mode: 0o600 })
    writeFileSync(keyFile, secrets.sshKey('pglab').privateKey, { mode: 0o600 })
  }
  return { keyFile, knownHosts }
}
