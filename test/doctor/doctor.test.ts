import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { doctorWords } from '../../src/reports/doctor-words.ts'
import { languages, say, speak } from '../../src/words/say.ts'
import { findings, subject } from './hosts.ts'
import { but, linux, mac, windowsWithHyperV, withoutVirtualization } from './recorded.ts'

process.env.PGLAB_HOME = mkdtempSync(join(tmpdir(), 'pglab-doctor-'))
t.teardown(() => rmSync(process.env.PGLAB_HOME ?? '', { recursive: true, force: true }))

/** The ids of what is not fine, with how bad it is. */
const troubles = async (...of: Parameters<typeof subject>): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.values(await findings(subject(...of)))
      .filter(({ verdict }) => verdict !== 'fine')
      .map(({ id, verdict }) => [id, verdict]),
  )

t.test('a Linux laptop that has everything', async (t) => {
  t.strictSame(await troubles(linux), {})
  const found = await findings(subject(linux))
  t.notOk(found['hyper-v'] || found['apple-silicon'], 'what other computers have is not looked for')
  t.notOk(found.overlayfs || found.cgroup, 'nor what containers need')
  t.match(found.memory?.params, { free: 8906, total: 16384, need: 3840 }, 'the sum of the machines')
})

t.test('containers need other things', async (t) => {
  const files = { '/proc/filesystems': 'nodev\toverlay\n', '/sys/fs/cgroup/cgroup.controllers': 'cpu memory\n' }
  const found = await findings(subject(but(linux, { files }), { provider: 'nspawn' }))
  t.notOk(found.vagrant || found.virtualbox || found.virtualization)
  t.match(found, { overlayfs: { verdict: 'fine' }, cgroup: { verdict: 'fine' }, programs: { verdict: 'fine' } })
  const bare = await troubles({ missing: (names) => [...names] }, { provider: 'nspawn' })
  t.match(bare, { overlayfs: 'broken', cgroup: 'broken', programs: 'broken', root: 'broken' })
  t.match(await troubles(mac, { provider: 'nspawn' }), { system: 'broken' })
})

t.test('Windows with Hyper-V', async (t) => {
  const found = await findings(subject(windowsWithHyperV))
  t.match(found['hyper-v'], { verdict: 'poor', advice: { en: /bcdedit \/set hypervisorlaunchtype off/ } })
  t.equal(found.virtualization?.verdict, 'fine', 'the processor can, although Windows denies it under a hypervisor')
  t.equal(found.virtualbox?.params.version, '7.2.2', 'VBoxManage is found where its installer puts it')
  t.equal(found.disk?.params.folder, 'D:\\Виртуальные машины')
  t.notOk(found['host-only-range'], 'the rule of ranges is none of Windows')
  const [hypervisor, both] = Object.keys(windowsWithHyperV.programs ?? {}).filter((line) => /powershell/.test(line))
  const off = but(windowsWithHyperV, {
    programs: { [hypervisor ?? '']: 'False\r\n', [both ?? '']: 'False\r\nFalse\r\n' },
  })
  t.strictSame(await troubles(off), { virtualization: 'broken' }, 'without Hyper-V the firmware is believed')
})

t.test('a Mac with an M chip', async (t) => {
  t.strictSame(await troubles(mac), { 'apple-silicon': 'poor', memory: 'poor' })
  const found = await findings(subject(mac))
  t.match(found['apple-silicon'], { advice: { en: /vagrant-parallels/ } })
  t.notOk(found.virtualization, 'VT-x is a thing of Intel')
  t.equal(found.memory?.params.free, 2064, 'inactive pages count as available')
  const rosetta = await findings(subject({ ...mac, arch: 'x64' }))
  t.equal(rosetta['apple-silicon']?.verdict, 'poor', 'a Node for Intel hides nothing')
  const old = but(mac, { programs: { 'VBoxManage --version': '7.1.0r164697\n' } })
  t.match(await troubles(old), { 'apple-silicon': 'broken' })
  const plugin = but(mac, { programs: { 'vagrant plugin list': 'vagrant-parallels (2.4.5, global)\n' } })
  t.strictSame(await troubles(plugin, { below: 'parallels' }), { memory: 'poor' }, 'with Parallels all is well')
  const intel = but(mac, { arch: 'x64', programs: { 'sysctl -n hw.optional.arm64': '' } })
  t.notOk((await findings(subject(intel)))['apple-silicon'])
})

t.test('Vagrant and VirtualBox fit each other or not', async (t) => {
  const pairs: [vagrant: string, virtualBox: string, verdict: string][] = [
    ['2.3.4', '6.1.50r161033', 'fine'],
    ['2.3.4', '7.0.26r168464', 'fine'],
    ['2.3.4', '7.1.0r164697', 'broken'],
    ['2.4.1', '7.1.0r164697', 'broken'],
    ['2.4.2', '7.1.0r164697', 'fine'],
    ['2.4.8', '7.2.0r170228', 'broken'],
    ['2.4.9', '7.2.0r170228', 'fine'],
    ['2.4.10', '7.2.0r170228', 'fine'],
    ['2.4.9', '7.10.0r180000', 'poor'],
  ]
  for (const [vagrant, virtualBox, verdict] of pairs) {
    const programs = { 'vagrant --version': `Vagrant ${vagrant}\n`, 'VBoxManage --version': `${virtualBox}\n` }
    const { versions } = await findings(subject(but(linux, { programs })))
    t.equal(versions?.verdict, verdict, `${vagrant} and ${virtualBox}`)
  }
})

t.test('what is missing is told once', async (t) => {
  t.strictSame(await troubles({ files: linux.files }), { vagrant: 'broken', virtualbox: 'broken' })
  const old = but(linux, { programs: { 'vagrant --version': 'Vagrant 2.2.19\n' } })
  t.match(await troubles(old), { vagrant: 'broken' })
  const unloaded =
    'WARNING: The character device /dev/vboxdrv does not exist.\n\t Please install the virtualbox-dkms package and the appropriate\n\t headers, most likely linux-headers-amd64.\n\n\t You will not be able to start VMs until this problem is fixed.\n7.1.4r165100\n'
  const noModule = await findings(subject(but(linux, { programs: { 'VBoxManage --version': unloaded } })))
  t.match(noModule.virtualbox, { verdict: 'broken', params: { version: '7.1.4' }, advice: { en: /vboxconfig/ } })
})

t.test('the firmware has turned VT-x off', async (t) => {
  t.strictSame(await troubles(but(linux, { files: { '/proc/cpuinfo': withoutVirtualization } })), {
    virtualization: 'broken',
  })
})

t.test('KVM of Linux 6.12 holds the processor', async (t) => {
  const files = { '/sys/module/kvm/parameters/enable_virt_at_load': 'Y\n' }
  t.strictSame(await troubles(but(linux, { files })), { kvm: 'poor' })
})

t.test('VirtualBox allows ranges of addresses', async (t) => {
  const conf = (text: string) => but(linux, { files: { '/etc/vbox/networks.conf': text } })
  t.strictSame(await troubles(conf('* 10.0.0.0/8\n')), { 'host-only-range': 'broken' })
  t.strictSame(await troubles(conf('# a note\n* 10.0.0.0/8 192.168.0.0/16\n* 2001::/64\n')), {})
  t.strictSame(await troubles(conf('')), { 'host-only-range': 'broken' }, 'an empty file allows nothing')
  t.strictSame(
    await troubles(but(conf('* 10.0.0.0/8\n'), { programs: { 'VBoxManage --version': '6.1.26r145957' } })),
    {},
  )
  const far = subject(linux)
  const lab = { ...far.lab, network: { ...far.lab.network, cidr: '10.9.8.0/24' } }
  const machines = lab.machines.map((machine, at) => ({ ...machine, address: `10.9.8.${at + 10}` }))
  t.match(await findings({ ...far, lab: { ...lab, machines } }), {
    'host-only-range': { verdict: 'broken', params: { network: '10.9.8.0/24', ranges: '192.168.56.0/21' } },
  })
})

t.test('memory and disk against the sum of the lab', async (t) => {
  const gibibyte = 1024 ** 3
  const small = but(linux, { totalMemory: () => 4 * gibibyte })
  t.match(await troubles(small), { memory: 'broken' }, 'more than the computer has')
  const busy = but(linux, { files: { '/proc/meminfo': 'MemAvailable:    2048000 kB\n' } })
  t.match(await troubles(busy), { memory: 'poor' }, 'more than is free now')
  t.match(await troubles(but(linux, { freeDisk: () => 5e9 })), { disk: 'broken' })
  t.match(await troubles(but(linux, { freeDisk: () => 15e9 })), { disk: 'poor' })
})

t.test('a port is taken', async (t) => {
  const { ports } = await findings(subject(but(linux, { isPortFree: async (port) => port !== 5000 })))
  t.match(ports, { verdict: 'poor', params: { taken: '5000', machine: 'ns', port: '5000', other: '15000' } })
})

t.test('machines that nobody owns', async (t) => {
  const vms = '"pglab-patroni-pg01" {0f3c2b1a-1111-4222-8333-944455556666}\n'
  const stale = await findings(subject(but(linux, { programs: { 'VBoxManage list vms': vms } })))
  t.match(stale['stale-machine'], { verdict: 'broken', params: { name: 'pglab-patroni-pg01' } })
  const files = { '/home/student/VirtualBox VMs/pglab-patroni-ns': '' }
  const left = await findings(subject(but(linux, { files })))
  t.match(left['stale-machine'], { verdict: 'broken', params: { path: Object.keys(files)[0] } })
})

t.test('a second provider of Vagrant', async (t) => {
  const programs = { 'vagrant plugin list': 'vagrant-libvirt (0.11.2, system)\n' }
  t.strictSame(await troubles(but(linux, { programs })), { 'other-provider': 'poor' })
  t.strictSame(await troubles(but(linux, { programs, env: { VAGRANT_DEFAULT_PROVIDER: 'virtualbox' } })), {})
  t.strictSame(await troubles(but(linux, { programs }), { below: 'libvirt' }), {}, 'it is the one that is wanted')
  t.match(await troubles(linux, { below: 'libvirt' }), { plugin: 'broken' })
})

t.test('every finding can be said in both languages, with its command', async (t) => {
  t.teardown(() => speak('en'))
  const worst = [
    subject({}),
    subject(windowsWithHyperV),
    subject(mac),
    subject(but(linux, { programs: { 'VBoxManage --version': '7.2.0', 'vagrant --version': 'Vagrant 2.3.4' } })),
    subject(
      { missing: (names) => [...names], isPortFree: async () => false, freeDisk: () => 1 },
      { provider: 'nspawn' },
    ),
  ]
  for (const of of worst) {
    const all = Object.values(await findings(of))
    for (const language of languages) {
      speak(language)
      for (const { id, found, advice, params, verdict } of all) {
        for (const text of [found, ...(advice ? [advice] : [])]) {
          t.notMatch(say(text, params), /[{}]|undefined/, `${id} in ${language}`)
          if (language === 'ru') t.match(say(text, params), /[а-яё]/i, `${id} is in Russian`)
        }
        if (verdict !== 'fine') t.ok(advice, `${id} says what to do`)
      }
      const words = doctorWords(all, './pglab up')
      t.equal(words.split('\n').length, all.length + all.filter(({ verdict }) => verdict !== 'fine').length + 2)
    }
  }
})
