import { join } from 'node:path'
import t from 'tap'
import { compile } from '../../src/compile/compile.ts'
import { secretsFrom } from '../../src/compile/secrets.ts'
import { labNames, loadLab, readLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'
import { root } from '../../src/root.ts'
import { fixedSeed } from './built.ts'

/*
 * In VirtualBox the first adapter of every machine is 10.0.2.15, and which adapter is the lab's differs by box. A
 * script may take addresses from the lab file alone.
 */
const known = await loadKnown()
const labs = [
  ...labNames().map((name) => loadLab(name, known)),
  readLab(join(root, 'test/compile/labs/witness.yaml'), known),
]

/** Ways to come by an address or an adapter that lead to the NAT adapter on some box. */
const guesses = /\b10\.0\.2\.|hostname -[iI]|ip route (get|show)|route -n|\bdefault via\b|\b(eth|enp|ens|eno)\d/

/** Settings by which a service tells others where it is to be found. */
const advertised = [
  /ETCD_(?:INITIAL_ADVERTISE_PEER|ADVERTISE_CLIENT)_URLS=http:\/\/(\S+):\d+/g,
  /^ *connect_address: (\S+):\d+/gm,
]

for (const lab of labs) {
  for (const os of known.systems.keys()) {
    t.test(`${lab.id} on ${os}`, (t) => {
      const { machines } = compile({ lab, os, known, secrets: secretsFrom(fixedSeed) })
      for (const { machine, script } of machines) {
        const lines = script.split('\n').filter((line) => !/^\s*#/.test(line))
        t.strictSame(
          lines.filter((line) => guesses.test(line)),
          [],
          `${machine.name} guesses no address and no adapter`,
        )
        const told = advertised.flatMap((form) => [...script.matchAll(form)].map(([, address]) => address))
        t.strictSame([...new Set(told)], told.length > 0 ? [machine.address] : [], 'and tells others its own')
        t.equal(told.length, advertisers(machine.roles), 'in every place where it does')

        const hosts = /^put \/etc\/hosts .*<<'END_OF_FILE'\n([\s\S]*?)^END_OF_FILE$/m.exec(script)?.[1] ?? ''
        const names = hosts.split('\n').filter((line) => line.split(/\s+/).includes(machine.hostname))
        t.match([names.length, names[0]?.split(' ')[0]], [1, machine.address], 'its own name is no loopback address')
        t.notMatch(hosts, /127\.0\.1\.1/)
      }
      t.end()
    })
  }
}

/** etcd tells two addresses of itself; Patroni one of its REST API and one of PostgreSQL. */
function advertisers(roles: readonly string[]): number {
  return roles.filter((role) => ['etcd', 'patroni'].includes(role)).length * 2
}

t.test('no machine waits for another one while its script runs', (t) => {
  for (const lab of labs) {
    for (const { machine, script } of compile({ lab, os: 'rocky9', known, secrets: secretsFrom(fixedSeed) }).machines) {
      // The programs that a script puts on its machine may wait, for they run later; NetworkManager has no peers, and
      // PostgreSQL starts by itself, for its first databases to be made.
      const own = script.replace(/<<'END_OF_FILE'\n[\s\S]*?^END_OF_FILE$/gm, '')
      const waiting = own
        .split('\n')
        .filter((line) => /systemctl (re)?start|systemctl .*\b(start|restart)\b/.test(line))
      t.strictSame(
        waiting.filter((line) => !/--no-block|NetworkManager|\bpostgresql-\d+\.service$/.test(line)),
        [],
        `${lab.id}: ${machine.name}`,
      )
    }
  }
  t.end()
})
