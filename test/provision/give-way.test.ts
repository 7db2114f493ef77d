import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createNetServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { root } from '../../src/root.ts'

const script = join(root, 'provision/patroni/give-way.sh')

/** An etcd that knows the key of the cluster from the given question on; gives what it was asked. */
async function etcd(founded: number): Promise<{ endpoint: string; asked: string[]; close: () => void }> {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    asked.push(`${request.url} ${Buffer.from(JSON.parse(body).key, 'base64')}`)
    // As etcd 3.5 answers: nothing to count is no count.
    response.end(JSON.stringify({ header: { revision: '7' }, ...(asked.length >= founded && { count: '1' }) }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { endpoint: `127.0.0.1:${port}`, asked, close: () => server.close() }
}

/** Runs the program to its end; s. */
async function waited(...endpoints: string[]): Promise<number> {
  const began = performance.now()
  await promisify(execFile)('bash', [script, 'patroni', ...endpoints])
  return (performance.now() - began) / 1000
}

t.test('a cluster that is there is not waited for', async (t) => {
  const { endpoint, asked, close } = await etcd(1)
  await waited(endpoint)
  t.same(asked, ['/v3/kv/range /service/patroni/initialize'])
  close()
})

t.test('the founder is waited for, whichever member of etcd answers', async (t) => {
  const { endpoint, asked, close } = await etcd(4)
  await waited('127.0.0.1:1', endpoint)
  t.equal(asked.length, 4)
  close()
})

t.test('where the founder does not come, the others go ahead', async (t) => {
  const { endpoint, asked, close } = await etcd(Number.POSITIVE_INFINITY)
  // A machine that is off does not even refuse: every question to it costs a second.
  const silent = createNetServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const off = `127.0.0.1:${(silent.address() as AddressInfo).port}`
  const took = await Promise.all([waited(endpoint), waited(off, endpoint)])
  for (const seconds of took) t.ok(seconds >= 9 && seconds < 15, `${seconds} s`)
  t.ok(asked.length > 20)
  close()
  silent.close()
})
