import t from 'tap'
import { Lab } from '../../live/lab.ts'

/*
 * The unmodified scripts of the lab `repmgr` on boxes that answer as Rocky Linux 9 would, see docs/rocky.md.
 * Switchover, failover and faults: test/live/repmgr.test.ts, which runs on these boxes, too.
 */
const lab = new Lab('rehearsal-el9-repmgr')
const nodes = ['pg01', 'pg02', 'pg03', 'pg_witness']

const on = async (machine: string, script: string): Promise<string> => {
  const { code, stdout, stderr } = await lab.exec(machine, 'bash', '-lc', script)
  if (code !== 0) throw new Error(`${machine}: ${script}: ${stderr}`)
  return stdout.trim()
}

t.before(async () => {
  await lab.destroy()
  const { code, stderr } = await lab.pglab('up', 'repmgr')
  if (code !== 0) throw new Error(stderr)
})
t.teardown(() => lab.destroy())

t.test('from bare boxes to a healthy cluster', async (t) => {
  const { cluster } = await lab.status()
  t.same(cluster?.members.map(({ name, role }) => `${name} ${role}`).sort(), [
    'pg01 leader',
    'pg02 replica',
    'pg03 replica',
    'pg_witness witness',
  ])
  for (const machine of ['ns', ...nodes]) t.equal(await on(machine, 'systemctl --failed --no-legend'), '', machine)
})

t.test('names, units and paths are those of PGDG', async (t) => {
  for (const machine of nodes) {
    t.match(await on(machine, 'rpm -q repmgr_17'), /^repmgr_17-5\.5/, machine)
    t.equal(await on(machine, 'systemctl is-active repmgr-17 postgresql-17 | sort -u'), 'active', machine)
    t.equal(await on(machine, 'stat -c "%U %G %a" /etc/repmgr/17/repmgr.conf'), 'postgres pglab 640', machine)
  }
})

t.test('repmgr enters its siblings over SSH', async (t) => {
  for (const machine of nodes)
    t.match(await on(machine, `cd / && runuser -u postgres -- ssh -o BatchMode=yes pg02 hostname`), /^pg02$/, machine)
})

t.test('a second run changes nothing', async (t) => {
  for (const machine of ['ns', ...nodes])
    t.match(await on(machine, '/usr/local/lib/pglab/machine.sh'), /== nothing changed$/, machine)
})
