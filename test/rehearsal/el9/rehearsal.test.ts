import t from 'tap'
import { isWhole, Lab } from '../../live/lab.ts'

/*
 * The unmodified scripts of Rocky Linux 9 on a box that answers as Rocky Linux 9 would, see docs/rocky.md.
 * The boxes differ: pg02 has its firewall off and a mirror that is half-way through an update, pg03 is a box of last
 * year with a package source whose extras have moved.
 */
const lab = new Lab('rehearsal-el9')
const database = ['pg01', 'pg02', 'pg03']
const machines = ['ns', ...database]

const on = async (machine: string, script: string): Promise<string> => {
  const { code, stdout, stderr } = await lab.exec(machine, 'bash', '-c', script)
  if (code !== 0) throw new Error(`${machine}: ${script}: ${stderr}`)
  return stdout.trim()
}

/** Asks machines all at once; the answers in their order. */
const everywhere = (asked: readonly string[], script: string): Promise<[machine: string, said: string][]> =>
  Promise.all(asked.map(async (machine) => [machine, await on(machine, script)]))

/** Arguments of every dnf that has changed something, the newest first. */
const transactions = async (): Promise<[machine: string, ran: string[]][]> => {
  const said = await everywhere(
    machines,
    'for n in $(dnf -q history list | grep -oP "^ *\\K\\d+"); do dnf -q history info $n; done',
  )
  return said.map(([machine, text]) => [
    machine,
    [...text.matchAll(/^Command Line +: (.*)/gm)].map(([, line = '']) => line),
  ])
}

t.before(async () => {
  await lab.destroy()
  const { code, stderr } = await lab.pglab('up')
  if (code !== 0) throw new Error(stderr)
})
t.teardown(() => lab.destroy())

t.test('from bare boxes to a healthy cluster', async (t) => {
  t.ok(isWhole(await lab.status()))
  for (const [machine, said] of await everywhere(
    machines,
    'systemctl --failed --no-legend; . /etc/os-release; echo $ID',
  ))
    t.equal(said, 'rocky', `${machine}: no unit has failed`)
})

t.test('one transaction of dnf for each state of the repositories', async (t) => {
  for (const [machine, ran] of await transactions()) {
    t.equal(ran.length, 3, `${machine}: ${ran.join(' | ')}`)
    t.match(ran[2], / upgrade$/, 'the box as it came')
    t.match(ran[1], / install .*epel-release .*pgdg-redhat-repo-latest/, 'the newest minor release')
    t.match(ran[0], / install bash-completion /, 'with PGDG, EPEL and CRB')
  }
})

t.test('a second run changes nothing and asks no mirror', async (t) => {
  const log = '/var/log/internet.log'
  const again = `cp ${log} /tmp/before && /usr/local/lib/pglab/machine.sh && cmp ${log} /tmp/before`
  for (const [machine, said] of await everywhere(machines, again)) {
    t.match(said, /== nothing changed$/, machine)
    t.notMatch(said, /^ {3}\+ /m, machine)
  }
  for (const [machine, ran] of await transactions()) t.equal(ran.length, 3, machine)
})

t.test('OpenSSH is upgraded together with OpenSSL', async (t) => {
  for (const [machine, upgrade] of await everywhere(machines, 'dnf -q history info 1')) {
    for (const name of ['openssl-libs-3.5', 'openssh-server-8.7p1-47']) t.match(upgrade, name, machine)
  }
})

t.test('the extras give etcd and nothing else', async (t) => {
  t.match(await on('ns', 'dnf -q list --installed haproxy'), /2\.4\.22\S* +@appstream/)
  for (const [machine, etcd] of await everywhere(database, 'dnf -q list --installed etcd'))
    t.match(etcd, /@pgdg-rhel9-extras/, machine)
  for (const [machine, sources] of await everywhere(machines, 'dnf -q repolist --enabled')) {
    t.match(sources, /^crb /m, machine)
    t.match(sources, /^epel /m, machine)
    t.notMatch(sources, /pgdg-rhel9-extras/, machine)
  }
  for (const [machine, modules] of await everywhere(machines, 'dnf -q module list --disabled'))
    t.match(modules, /postgresql +16 \[x\]/, machine)
})

t.test('a mirror half-way through an update is asked again', async (t) => {
  t.match(await on('pg02', 'cat /var/log/internet.log'), /^404 .*libssh2/m)
  t.notMatch(await on('pg01', 'cat /var/log/internet.log'), /^404 /m)
})

t.test('a package source of last year is replaced by the new one', async (t) => {
  const source = await on('pg03', 'cat /etc/yum.repos.d/pgdg-redhat-all.repo')
  t.notMatch(source, '/yum/common/pgdg-rhel9-extras/')
  t.notMatch(source, 'pgdg13')
  t.equal(await on('pg03', 'ls /etc/yum.repos.d'), 'epel.repo\npgdg-redhat-all.repo\nrocky.repo')
})

t.test('the firewall lets in what the roles need, now and after a boot', async (t) => {
  const open = (machine: string, when: string) =>
    on(machine, `firewall-cmd ${when} --list-services; firewall-cmd ${when} --list-ports`)
  for (const when of ['', '--permanent']) {
    t.equal(await open('ns', when), 'dhcpv6-client dns ntp ssh\n5000/tcp 5001/tcp 7000/tcp')
    t.equal(
      await open('pg01', when),
      'dhcpv6-client etcd-client etcd-server ntp postgresql ssh\n2381/tcp 6432/tcp 8008/tcp',
    )
  }
  t.match(await lab.exec('pg02', 'systemctl', 'is-active', 'firewalld'), { stdout: 'inactive\n' })
})

t.test('the firewall of this rehearsal is a real one', async (t) => {
  const knock = (port: number) => lab.exec('pg01', 'bash', '-c', `timeout 3 bash -c '</dev/tcp/pg03/${port}'`)
  await on('pg03', 'systemd-run --quiet --unit=listener python3 -m http.server 9999')
  await on('pg03', 'for i in {1..50}; do bash -c "</dev/tcp/127.0.0.1/9999" 2>/dev/null && break; sleep 0.1; done')
  t.equal((await knock(8008)).code, 0, 'an open port')
  t.not((await knock(9999)).code, 0, 'a port that nobody opened')
  t.not((await lab.exec('pg03', 'firewall-cmd', '--add-service=patroni')).code, 0, 'a service EL9 does not know')
  await on('pg03', 'systemctl stop listener')
})

t.test('SELinux: HAProxy may reach every port, and every file gets its own label', async (t) => {
  t.match(await on('ns', 'getsebool haproxy_connect_any'), /on$/)
  t.match(await on('pg01', 'getsebool haproxy_connect_any'), /off$/)
  t.not((await lab.exec('ns', 'getsebool', 'haproxy_may_do_anything')).code, 0, 'a boolean EL9 does not know')
  const both = 'cat /usr/local/lib/pglab/machine.sh; echo "-- restored"; cat /var/lib/rehearsal/selinux/restored'
  for (const [machine, said] of await everywhere(machines, both)) {
    const [script = '', list = ''] = said.split('-- restored\n')
    const restored = list.split('\n')
    const put = [...script.matchAll(/^ *put (\/\S+) \d+ /gm)].flatMap(([, file]) => file ?? [])
    t.ok(put.length > 10, machine)
    // The watchdog belongs to virtual machines, and the host key has been there since the machine was made.
    const unlabelled = put.filter((file) => !restored.includes(file) && !/watchdog|ssh_host/.test(file))
    t.same(unlabelled, [], `${machine}: files without restorecon`)
    t.ok(restored.includes('/home/student/.ssh'), machine)
  }
})

t.test('users, paths and units of EL9', async (t) => {
  const questions = {
    'getent passwd postgres | cut -d: -f3,6': '26:/var/lib/pgsql',
    'stat -c "%a %U" /var/lib/pgsql/17/data /etc/etcd /etc/patroni/patroni.yml': '700 postgres\n750 root\n600 postgres',
    'ps -o args= -C postgres | grep -c "^/usr/pgsql-17/bin/postgres -D /var/lib/pgsql/17/data "': '1',
    'for p in User KillMode Restart; do systemctl show patroni -P $p; done': 'postgres\nprocess\nalways',
    'grep -c ENABLE_V2 /etc/etcd/etcd.conf || true': '0',
    'systemctl is-enabled postgresql-17.service || true': 'disabled',
    'ls -d /usr/lib/postgresql 2>/dev/null || true': '',
  }
  for (const [question, answer] of Object.entries(questions))
    for (const [machine, said] of await everywhere(database, question)) t.equal(said, answer, `${machine}: ${question}`)
  for (const [machine, units] of [
    ['ns', 'named chronyd haproxy'],
    ['pg01', 'etcd patroni pgbouncer chronyd'],
  ] as const)
    t.match(await on(machine, `systemctl is-active ${units}`), /^(active\n?)+$/)
})

t.test('plain psql, pg_ctl, patronictl and etcdctl, with sudo and without', async (t) => {
  const student = (command: string) => lab.pglab('ssh', 'pg01', '--', 'bash', '-c', command)
  for (const sudo of ['', 'sudo ']) {
    t.match(await student(`${sudo}patronictl list`), { code: 0, stdout: /Leader/ })
    t.match(await student(`${sudo}pg_ctl --version`), { code: 0, stdout: /PostgreSQL/ })
    t.match(await student(`${sudo}etcdctl endpoint health`), { code: 0 })
    t.match(await student(`${sudo}psql -XAtc "select 1"`), { code: 0, stdout: '1\n' })
  }
  t.equal(await on('ns', 'readlink -f /usr/bin/psql'), '/usr/pgsql-17/bin/psql')
})

t.test('NetworkManager renews its leases and leaves the name server alone', async (t) => {
  // Leases are renewed every second there; two of them pass.
  const renewed = 'systemctl restart NetworkManager && sleep 2.5 && cat /etc/resolv.conf'
  for (const [machine, file] of await everywhere(machines, renewed)) t.match(file, 'nameserver 192.168.56.10', machine)
  t.match(await on('ns', 'cat /etc/named.conf'), 'forwarders { 10.0.2.3; };', 'ns passes on to the server it knew')
})
