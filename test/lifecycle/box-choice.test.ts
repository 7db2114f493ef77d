import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { readLab } from '../../src/lab/load.ts'
import { boxChoice, silentAddresses } from '../../src/lifecycle/box-choice.ts'
import { buildWarnings } from '../../src/lifecycle/build-warnings.ts'
import { loadKnown } from '../../src/registry.ts'
import { root } from '../../src/root.ts'

const known = await loadKnown()
const system = (os: string) => {
  const found = known.systems.get(os)
  if (!found) throw new Error(`no ${os}`)
  return found
}
const lab = readLab(join(root, 'test/compile/labs/witness.yaml'), known)

/** Answers for one path; every other is not found. */
const http = createServer(({ url }, answer) => answer.writeHead(url?.endsWith('/there.box') ? 200 : 404).end())
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
t.teardown(() => http.close())
const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

t.test('addresses and files', (t) => {
  const folder = t.testdir({ 'образ 1.box': '' })
  const file = join(folder, 'образ 1.box')
  t.strictSame(boxChoice(undefined, undefined), {})
  t.strictSame(boxChoice([file, pathToFileURL(file).href, `${base}/a b.box`], undefined), {
    urls: [file, file, `${base}/a%20b.box`],
  })
  t.strictSame(boxChoice(undefined, base), { mirror: `${base}/` })
  for (const odd of ['ftp://x/y.box', 'https://', 'javascript:alert(1)']) {
    t.throws(() => boxChoice([odd], undefined), /is no address of a box/, odd)
  }
  for (const odd of [join(folder, 'gone.box'), folder, 'file://%/x', '']) {
    t.throws(() => boxChoice([odd], undefined), /There is no box file/, odd)
  }
  t.end()
})

t.test('addresses that do not answer are told before the first machine is made', async (t) => {
  const urls = [`${base}/gone.box`, `${base}/there.box`, 'http://127.0.0.1:9/x.box', '/a/file.box']
  t.strictSame(await silentAddresses(urls), [urls[0], urls[2]])
  const said = await buildWarnings(lab, system('debian13'), { urls })
  t.strictSame(
    said.map((line) => line.slice(0, line.indexOf('. '))),
    [`Nothing answers at ${urls[0]}`, `Nothing answers at ${urls[2]}`],
  )
  const mirrored = await buildWarnings(lab, system('rocky9'), { mirror: base })
  t.equal(mirrored.length, 5, 'a mirror ought to have every box file of the system')
  t.ok(mirrored.every((line) => line.startsWith(`Nothing answers at ${base}/Rocky-9-`)))
})

t.test('what a system does not promise is said', async (t) => {
  t.match(await buildWarnings(lab, system('almalinux9'), {}), [/^AlmaLinux 9 gets the scripts of Rocky Linux 9/])
  t.match(await buildWarnings(lab, system('centos-stream9'), {}), [/^CentOS Stream 9 runs ahead of Rocky Linux 9/])
  t.strictSame(await buildWarnings(lab, system('rocky9'), {}), [])
})

t.test('a lab that this computer cannot hold, in a network that VirtualBox does not allow', async (t) => {
  const machines = lab.machines.map((machine) => ({ ...machine, memory: 65536, address: '10.1.1.5' }))
  const wide = { ...lab, machines, network: { ...lab.network, cidr: '10.1.1.0/24' } }
  const [memory, network] = await buildWarnings(
    { ...wide, machines: Array(99).fill(machines[0]) },
    system('rocky9'),
    {},
  )
  t.match(memory, /take 6488064 MiB of memory together, and this computer has \d+ MiB/)
  t.match(network, /The network 10\.1\.1\.0\/24 .* outside 192\.168\.56\.0\/21/)
})
