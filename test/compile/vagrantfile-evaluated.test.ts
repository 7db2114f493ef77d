import { join } from 'node:path'
import t from 'tap'
import { type VagrantProvider, vagrantProviders } from '../../src/compile/box.ts'
import { compile } from '../../src/compile/compile.ts'
import { secretsFrom } from '../../src/compile/secrets.ts'
import { loadLab, readLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'
import { root } from '../../src/root.ts'
import { type Language, languages } from '../../src/words/say.ts'
import { fixedSeed } from './built.ts'
import { evaluate, noRuby } from './evaluate.ts'

const known = await loadKnown()
const labs = [loadLab('patroni', known), readLab(join(root, 'test/compile/labs/witness.yaml'), known)]
const folder = t.testdir()

/** What each provider calls memory and processors. */
const sized: Record<VagrantProvider, (memory: number, cpus: number) => object> = {
  virtualbox: (memory, cpus) => ({ memory, cpus, linked_clone: true, check_guest_additions: false }),
  libvirt: (memory, cpus) => ({ memory, cpus }),
  vmware_desktop: (memory, cpus) => ({ vmx: { memsize: String(memory), numvcpus: String(cpus) } }),
  parallels: (memory, cpus) => ({ memory, cpus, check_guest_tools: false }),
}

for (const lab of labs) {
  for (const [os, system] of known.systems) {
    // The first PostgreSQL of the system, because not every one has the lab's.
    const { vagrantfile } = compile({ lab, os, known, secrets: secretsFrom(fixedSeed) })
    for (const provider of vagrantProviders) {
      for (const version of ['2.3.4', '2.4.9']) {
        t.test(`${lab.id} on ${os}, ${provider}, Vagrant ${version}`, { skip: noRuby }, (t) => {
          const { machines, parallel } = evaluate(folder, vagrantfile, { version, provider })
          t.notOk(parallel, 'one machine after another')
          t.strictSame(
            machines.map(({ name, hostname, networks }) => ({ name, hostname, networks })),
            lab.machines.map(({ name, hostname, address }) => ({
              name,
              hostname,
              networks: [{ type: 'private_network', ip: address }],
            })),
            'the machines of the lab file, each with one address in the lab network',
          )
          for (const [at, machine] of machines.entries()) {
            const { name, memory = 0, cpus = 0 } = lab.machines[at] ?? {}
            t.match(machine.settings, sized[provider](memory, cpus), `${name}: memory and processors`)
            t.strictSame(
              machine.provisioners.map(({ name, path, binary }) => [name, path, binary]),
              [
                ['cable', undefined, false],
                ['machine', join(folder, `machines/${name}.sh`), false],
                ['tidy', undefined, false],
              ],
              `${name}: what it runs, and in which order`,
            )
            t.match(machine, {
              box: system.box.name,
              box_url: system.box.urls[provider]?.[0],
              box_version: system.box.urls[provider] ? undefined : system.box.version,
              box_architecture: undefined,
              box_check_update: false,
              folders: { '/vagrant': { disabled: true } },
            })
          }
          const sum = lab.machines.reduce((sum, { memory }) => sum + memory, 0)
          const told = machines.flatMap(({ triggers }) => triggers.map(({ info }) => info))
          t.match([told.length, told[0]], [1, new RegExp(`\\b${sum} MiB`)], 'the sum of memory is said once, before')
          t.strictSame(
            machines.map(({ post_up_message }) => post_up_message !== undefined),
            machines.map((_, at) => at === machines.length - 1),
            'what to do next is said once, at the end',
          )
          t.end()
        })
      }
    }
  }
}

const rocky = (language: Language = 'en', box = {}) =>
  compile({ lab: loadLab('patroni', known), os: 'rocky9', known, language, box, secrets: secretsFrom(fixedSeed) })
    .vagrantfile
const urls = known.systems.get('rocky9')?.box.urls.virtualbox ?? []
const arm = { cpu: 'arm64' }

t.test('a computer with an ARM processor', { skip: noRuby }, (t) => {
  const [older] = evaluate(folder, rocky(), { ...arm, version: '2.3.4' }).machines
  t.match(older, { box_url: undefined, box_version: /^\d/, box_architecture: undefined }, 'Vagrant 2.3')
  const [newer] = evaluate(folder, rocky(), arm).machines
  t.match(newer, { box_url: undefined, box_version: /^\d/, box_architecture: 'arm64' }, 'Vagrant 2.4')
  const [translated] = evaluate(folder, rocky(), { rosetta: true }).machines
  t.match(translated, { box_url: undefined, box_architecture: 'arm64' }, 'a Vagrant made for Intel')
  t.end()
})

t.test('a Vagrant that is too old is refused', { skip: noRuby }, (t) => {
  t.throws(() => evaluate(folder, rocky(), { version: '2.2.19' }), /needs.*>= 2\.3\.4/)
  t.end()
})

t.test('where the box comes from', { skip: noRuby }, async (t) => {
  const box = (folder: string, vagrantfile: string, given = {}) => evaluate(folder, vagrantfile, given)
  t.match(urls.length, 3)
  const second = box(folder, rocky(), { dead: urls.slice(0, 1) })
  t.strictSame(second.asked, urls.slice(0, 2), 'each address is asked once for all machines')
  t.ok(second.machines.every(({ box_url }) => box_url === urls[1]))
  const none = box(folder, rocky(), { dead: urls })
  t.ok(
    none.machines.every(({ box_url, box_version }) => box_url === undefined && box_version !== undefined),
    'no address answers: the registry, and the pinned version of it',
  )
  t.strictSame(box(folder, rocky(), { command: 'status' }).asked, [], 'only a machine to be made needs a box')

  // Vagrant keeps boxes by version and provider, since 2.4 by architecture, too.
  const kept = { virtualbox: { 'metadata.json': '{}' } }
  for (const [version, boxes] of Object.entries({ '2.3.4': { 0: kept }, '2.4.9': { 0: { amd64: kept } } })) {
    const home = t.testdir({ boxes: { 'bento-VAGRANTSLASH-rockylinux-9': boxes } })
    const { asked, machines } = box(folder, rocky(), { home, version })
    t.strictSame(
      [asked, machines[0]?.box_url, machines[0]?.box_version],
      [[], undefined, undefined],
      'one that is here',
    )
    t.strictSame(box(folder, rocky(), { home, version, provider: 'libvirt' }).asked.length, 1, 'for this provider')
  }

  const place = t.testdir({ boxes: { 'rocky9-virtualbox.box': '' } })
  const local = box(place, rocky())
  t.strictSame([local.asked, local.machines[3]?.box_url], [[], join(place, 'boxes/rocky9-virtualbox.box')], 'a file')

  const mirror = 'http://192.168.1.5/boxes'
  const [name = ''] = urls.map((url) => url.split('/').at(-1))
  t.equal(box(folder, rocky('en', { mirror })).machines[0]?.box_url, `${mirror}/${name}`, 'a mirror comes first')
  t.equal(
    box(folder, rocky('en', { mirror: `${mirror}/` }), { dead: [`${mirror}/${name}`] }).asked[1],
    `${mirror}/${urls[1]?.split('/').at(-1)}`,
  )

  const odd = join(t.testdir({ 'Иван "И" #{x}.box': '' }), 'Иван "И" #{x}.box')
  const given = rocky('en', { urls: ['http://dead/', odd] })
  t.equal(box(folder, given, { dead: ['http://dead/'] }).machines[0]?.box_url, odd, 'what a person names')
  t.equal(box(folder, given, { ...arm, dead: ['http://dead/'] }).machines[0]?.box_url, odd, 'on any processor')
})

t.test('the student’s language', { skip: noRuby }, (t) => {
  const said = languages.map((language) => evaluate(folder, rocky(language)).machines.at(-1)?.post_up_message)
  t.match(said, [/The machines of the lab are up/, /Машины лаборатории подняты/])
  t.match(said, [/vagrant ssh pg01 -c "sudo \/usr\/local\/bin\/pglab-health"/, /vagrant halt/])
  const comments = rocky('ru').match(/^ *# .*$/gm) ?? []
  t.strictSame(
    comments.filter((line) => !/[а-яё]|-\*-/i.test(line)),
    [],
    'comments, too',
  )
  t.end()
})

t.test('what Vagrant does not know is refused', { skip: noRuby }, (t) => {
  const broken = (from: string, to: string) => rocky().replace(from, to)
  t.throws(() => evaluate(folder, broken('vb.cpus', 'vb.processors')), /processors/)
  t.throws(
    () => evaluate(folder, broken('config.vm.box = box', 'config.vm.box_architecture = "amd64"'), { version: '2.3.4' }),
    /box_architecture/,
  )
  t.end()
})

t.test('two copies of a lab do not share the names of machines', { skip: noRuby }, (t) => {
  const names = ['group a', 'Группа', 'группа-2'].map((name) => {
    const place = join(t.testdir({ [name]: {} }), name)
    return evaluate(place, rocky()).machines[1]?.settings.name
  })
  t.strictSame(names, ['groupa-pg01', 'patroni-pg01', '2-pg01'], 'letters and digits that every host can show')
  t.end()
})
