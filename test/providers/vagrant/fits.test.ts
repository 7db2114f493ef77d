import { existsSync } from 'node:fs'
import t from 'tap'
import type { Lab } from '../../../src/lab/lab.ts'
import { memoryConcern, networkConcern } from '../../../src/providers/vagrant/concerns.ts'
import { assertFits } from '../../../src/providers/vagrant/fits.ts'
import { folderOf } from '../../../src/providers/vagrant/folder.ts'
import { aBuild, makeWorld } from './world.ts'

const { lab } = aBuild()
const elsewhere = (stem: string): Lab =>
  ({
    ...lab,
    network: { cidr: `${stem}.0/24` },
    machines: [{ ...lab.machines[0], address: `${stem}.11` }],
  }) as unknown as Lab

t.test('a lab that takes more memory than there is, is refused before anything is made', async (t) => {
  const { provider, instance, build, calls } = makeWorld(t, [], { made: false, memory: 4096 })
  await t.rejects(
    provider.start(instance, build, () => {}),
    /take 4096 MiB of memory together, and this computer has 4096 MiB\. Lower "memory" in labs\/patroni\.yaml/,
  )
  t.strictSame(calls, [])
  t.notOk(existsSync(folderOf(instance)))
  t.equal(memoryConcern(lab, 4097), undefined)
})

t.test('networks that VirtualBox allows', (t) => {
  for (const stem of ['192.168.56', '192.168.63']) t.equal(networkConcern(elsewhere(stem)), undefined, stem)
  for (const stem of ['192.168.55', '192.168.64', '10.0.0'])
    t.equal(networkConcern(elsewhere(stem))?.id, 'network', stem)
  const conf = '# ours\n* 10.0.0.0/8 192.168.0.0/16\n* 2001::/64\n'
  t.equal(networkConcern(elsewhere('10.7.0'), conf), undefined, 'what networks.conf names')
  t.equal(networkConcern(elsewhere('172.16.0'), conf)?.params.ranges, '10.0.0.0/8, 192.168.0.0/16, 2001::/64')
  t.equal(networkConcern(elsewhere('192.168.56'), '* 10.0.0.0/8')?.id, 'network', 'and nothing else then')
  t.end()
})

t.test('a network outside them is refused where VirtualBox would refuse it', (t) => {
  const skip = existsSync('/etc/vbox/networks.conf') && 'this computer has a networks.conf of its own'
  t.throws(() => assertFits(elsewhere('10.0.0'), 'virtualbox', 8192, 'linux'), /10\.0\.0\.0\/24.*networks\.conf/, {
    skip,
  })
  for (const [below, platform] of [
    ['libvirt', 'linux'],
    ['virtualbox', 'win32'],
  ] as const) {
    t.doesNotThrow(() => assertFits(elsewhere('10.0.0'), below, 8192, platform), `${below} on ${platform}`)
  }
  t.end()
})
