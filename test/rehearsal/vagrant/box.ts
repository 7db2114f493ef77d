import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packagesOf, placeOf } from '../../../src/compile/compile.ts'
import { secretsFrom } from '../../../src/compile/secrets.ts'
import type { System } from '../../../src/compile/system.ts'
import { lastLines } from '../../../src/host/run.ts'
import type { Lab } from '../../../src/lab/lab.ts'
import type { Known } from '../../../src/registry.ts'
import { root } from '../../../src/root.ts'
import { note, tell } from './log.ts'
import { insecureKey } from './programs.ts'
import type { Room } from './room.ts'

const parts = join(import.meta.dirname, 'box')

/**
 * The kernel of the release before: in emulation 6.1 was stable where 6.12 was not. It needs an older suite beside the
 * system's own.
 */
const kernel = { suite: 'bookworm', name: 'linux-image-cloud-amd64' }

/** What a virtual machine needs besides the lab: an init, a first stage of the boot, a network and a way in. */
const always = 'ca-certificates dbus dhcpcd-base ifupdown initramfs-tools kmod openssh-server sudo systemd-sysv udev'

/** GiB; sparse until written. */
const diskSize = 8

/** Makes a box with all packages of a lab in it, because the machines have no way out. Gives the file. */
export async function makeBox(room: Room, lab: Lab, system: System, known: Known): Promise<string> {
  const places = lab.machines.map((machine) => placeOf(machine, lab, system, secretsFrom('00'.repeat(32))))
  const tree = join(room.folder, 'tree')
  const box = join(room.folder, 'box')
  await makeTree(room, tree, system, packagesOf(system, places, known))
  mkdirSync(box)
  await makeDisk(room, tree, join(box, 'box.img'))
  for (const [name, pattern] of [
    ['vmlinuz', /^vmlinuz-/],
    ['initrd.img', /^initrd\.img-/],
  ] as const) {
    renameSync(join(tree, 'boot', only(readdirSync(join(tree, 'boot')), pattern)), join(box, name))
  }
  copyFileSync(join(parts, 'Vagrantfile'), join(box, 'Vagrantfile'))
  const metadata = { provider: 'libvirt', format: 'qcow2', virtual_size: diskSize }
  writeFileSync(join(box, 'metadata.json'), JSON.stringify(metadata))
  rmSync(tree, { recursive: true })
  const file = `${box}.box`
  await must(room, 'tar', ['-C', box, '-cf', file, ...readdirSync(box)])
  rmSync(box, { recursive: true })
  return file
}

async function makeTree(room: Room, tree: string, system: System, packages: readonly string[]): Promise<void> {
  if (!system.container) throw new Error(`${system.title} cannot be made from packages on this host`)
  const { suite, prepare } = system.container
  const hook = (when: string, ...words: string[]) => `--${when}-hook=${words.map((word) => `'${word}'`).join(' ')} "$1"`
  const names = [...always.split(' '), `${kernel.name}/${kernel.suite}`, ...packages]
  const mirror = process.env.PGLAB_MIRROR ?? (await mirrorOfHost(room))
  tell(`the system of the box: ${system.title} with ${names.length} packages and those they need`)
  await must(room, 'mmdebstrap', [
    '--variant=minbase',
    '--mode=root',
    `--include=${names.join(',')}`,
    '--dpkgopt=path-exclude=/usr/share/man/*',
    '--dpkgopt=path-exclude=/usr/share/doc/*',
    hook('essential', join(root, 'provision', prepare)),
    hook('essential', join(parts, 'prepare.sh')),
    `${hook('customize', join(parts, 'finish.sh'))} '${await insecureKey()}'`,
    suite,
    tree,
    ...[suite, kernel.suite].map((name) => `deb ${mirror} ${name} main`),
  ])
}

/** Where this host has its own packages from: what is made of two suites needs an address for both. */
async function mirrorOfHost(room: Room): Promise<string> {
  const targets = ['Created-By: Packages', 'Component: main', 'Label: Debian']
  const { stdout } = await room.run('apt-get', ['indextargets', '--format', '$(REPO_URI)', ...targets])
  const [mirror] = stdout.split('\n')
  if (!mirror) throw new Error('apt knows no mirror of Debian; name one with PGLAB_MIRROR=http://…')
  return mirror
}

async function makeDisk(room: Room, tree: string, image: string): Promise<void> {
  tell('the disk of the box')
  const raw = join(room.folder, 'disk.raw')
  await must(room, 'mke2fs', ['-q', '-t', 'ext4', '-d', tree, raw, `${diskSize}G`])
  await must(room, 'qemu-img', ['convert', '-O', 'qcow2', raw, image])
  rmSync(raw)
}

async function must(room: Room, program: string, args: readonly string[]): Promise<void> {
  const ran = await room.run(program, args, { network: 'host', limit: 1_800_000, onLine: note })
  if (ran.code !== 0) throw new Error([`${program} failed:`, ...lastLines(ran.stderr, 8)].join('\n'))
}

function only(names: readonly string[], pattern: RegExp): string {
  const [name, ...more] = names.filter((name) => pattern.test(name))
  if (name === undefined || more.length > 0) throw new Error(`one ${pattern} was wanted, found: ${names.join(', ')}`)
  return name
}
