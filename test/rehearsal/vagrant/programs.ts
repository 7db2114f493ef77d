import { missingPrograms } from '../../../src/host/programs.ts'
import { run } from '../../../src/host/run.ts'
import { note, tell } from './log.ts'

/** What the rehearsal calls, and the Debian package it comes from. */
const packages: Record<string, string> = {
  dnsmasq: 'dnsmasq-base',
  ip: 'iproute2',
  iptables: 'iptables',
  libvirtd: 'libvirt-daemon-system',
  mke2fs: 'e2fsprogs',
  mmdebstrap: 'mmdebstrap',
  'qemu-img': 'qemu-utils',
  'qemu-system-x86_64': 'qemu-system-x86',
  vagrant: 'vagrant',
  virsh: 'libvirt-clients',
}

/** A plugin and no program: nothing of it is on the PATH. */
const plugin = 'vagrant-libvirt'

const isInstalled = async (name: string): Promise<boolean> => (await run('dpkg', ['--status', name])).code === 0

/** Installs what this host lacks; throws where it cannot. */
export async function installPrograms(): Promise<void> {
  const wanted = missingPrograms(Object.keys(packages)).flatMap((program) => packages[program] ?? [])
  if (!(await isInstalled(plugin))) wanted.push(plugin)
  if (wanted.length === 0) return
  tell(`installing ${wanted.join(', ')}`)
  const { code, stderr } = await run('apt-get', ['-q', '-y', '--no-install-recommends', 'install', ...wanted], {
    limit: 900_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    onLine: note,
  })
  if (code !== 0) throw new Error(`the packages of the rehearsal could not be installed: ${stderr}`)
}

/** The public half of the key that every box carries, from Vagrant's own package. */
export async function insecureKey(): Promise<string> {
  const { stdout } = await run('dpkg', ['--listfiles', 'vagrant'])
  const file = stdout.split('\n').find((path) => path.endsWith('/keys/vagrant.pub'))
  if (!file) throw new Error("Vagrant's package has no keys/vagrant.pub: the rehearsal wants Debian's own package")
  return file
}
