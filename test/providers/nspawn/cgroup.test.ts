import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { processes, removeCgroup } from '../../../src/providers/nspawn/cgroup.ts'
import { cgroupRoot } from '../../../src/providers/nspawn/places.ts'

const asRoot = process.getuid?.() === 0 ? {} : { skip: 'control groups are made by root' }

t.test('processes are counted while services come and go', asRoot, async (t) => {
  const group = join(cgroupRoot(), `pglab-test-${process.pid}`)
  mkdirSync(group)
  const coming =
    'while mkdir "$0/service"; do echo 0 > "$0/service/cgroup.procs"; echo 0 > "$0/cgroup.procs"; rmdir "$0/service"; done'
  const services = spawn('bash', ['-c', coming, group], { stdio: ['ignore', 'ignore', 'ignore'] })
  t.teardown(() => removeCgroup(group))
  const found = new Set<number>()
  const end = performance.now() + 1500
  try {
    while (performance.now() < end) {
      for (const id of processes(group)) found.add(id)
      await turn()
    }
  } finally {
    services.kill('SIGKILL')
    await once(services, 'close')
  }
  t.ok(found.has(services.pid as number), 'the one that was there is seen')
  t.same(processes(group), [], 'and gone with it')
  t.same(processes(join(group, 'never')), [])
})
