import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { entryPlaces } from '../../src/class/room/entry/places.ts'
import { roomFolder } from '../../src/class/room/room.ts'
import { run } from '../../src/host/run.ts'
import { instanceFolder } from '../../src/instance/store.ts'
import { scoped } from '../../src/providers/nspawn/places.ts'
import { pglab, traces } from './lab.ts'

/*
 * A class of two on this host, as an instructor brings it up and as students enter it.
 */

const name = 'liveclass'
const port = '22022'
const folder = t.testdir()
const roster = join(folder, `${name}.yaml`)
const students = ['s01', 's02'] as const

for (const student of [...students, 'stranger'])
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', student, '-f', join(folder, student)])
const publicKey = (student: string) => readFileSync(join(folder, `${student}.pub`), 'utf8').trim()
writeFileSync(
  roster,
  `students:\n${students.map((id) => `  - { id: ${id}, name: Student ${id}, public_key: "${publicKey(id)}" }\n`).join('')}`,
)

const down = () => pglab('class', 'down', '--class', name, '--yes')
t.before(down)
t.teardown(down)

/** What a student types on their own computer; with `input` into the shell that opens. */
const enter = (student: string, words: readonly string[], input = '') =>
  run(
    'ssh',
    [
      ...['-F', 'none', '-p', port, '-i', join(folder, student), '-o', 'IdentitiesOnly=yes', '-o', 'BatchMode=yes'],
      ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'],
      ...['class@127.0.0.1', ...words],
    ],
    { limit: 120_000, input },
  )
/** A line in the shell of the student's first machine. */
const inShell = async (student: string, line: string) => (await enter(student, [], `${line}\n`)).stdout.trim()
const state = async () => JSON.parse((await pglab('class', 'status', '--class', name, '--json')).stdout)

t.test('a class comes up, everyone healthy', async (t) => {
  const { code, stdout, stderr } = await pglab('class', 'up', roster, '--port', port, '--host', '127.0.0.1', '--json')
  t.equal(code, 0, stderr)
  t.match(JSON.parse(stdout), {
    class: name,
    students: students.map((student) => ({ student, instance: `${name}-${student}`, outcome: 'healthy' })),
  })
  const { students: rows, open } = await state()
  t.equal(open, true)
  for (const row of rows) t.match(row, { running: 4, machines: 4, health: 'whole', key: true, entered: null })
})

t.test('the second student costs only what differs', async (t) => {
  for (const student of students) {
    const layers = join(instanceFolder(`${name}-${student}`), 'layers')
    const size = Number((await run('du', ['-sk', layers])).stdout.split('\t')[0])
    t.ok(size < 1024, `fresh of ${student} takes ${size} KiB of its own`)
  }
})

t.test('a student comes into their own lab with their own key, and from there to its other machines', async (t) => {
  for (const student of students) {
    t.equal(await inShell(student, 'echo $(whoami) $(hostname) $(sudo whoami)'), 'student ns root')
    t.equal(await inShell(student, 'ssh -o BatchMode=yes pg01 hostname </dev/null'), 'pg01')
  }
  const ids = await Promise.all(students.map((student) => inShell(student, 'cat /etc/machine-id')))
  t.not(ids[0], ids[1], 'machines of two students have two identities')
  await inShell('s01', 'touch /tmp/mine')
  t.equal(await inShell('s02', 'ls /tmp/mine 2>&1 | tail -c 10'), 'directory', 'a lab of their own')
  t.equal((await enter('stranger', ['exercises'])).code, 255, 'an unknown key opens nothing')
  t.ok(
    (await state()).students.every(({ entered }: { entered: number }) => entered > 0),
    'who was in is noted',
  )
})

t.test('root of a lab is nobody on the server', async (t) => {
  const inside = (line: string) => inShell('s01', `sudo sh -c '${line}' 2>&1`)
  t.match(await inside('cat /proc/self/uid_map'), /^0\s+[1-9]\d+\s+65536$/)
  t.match(await inside('mknod /root/disk b 254 0; mount -t tmpfs none /mnt && echo mounted; ls /root/disk'), /mounted/)
  t.match(await inside('mknod /root/disk b 254 0'), /Operation not permitted/)
  t.match(await inside('echo 1 >/proc/sys/kernel/panic'), /Read-only|Permission denied/)
  t.match(await inside('mount -o remount,rw /proc/sys && echo 1 >/proc/sys/kernel/panic'), /denied|permitted/)
  // The network is the lab's own, with its address.
  t.match(await inside('ip -4 -o addr show eth0'), /192\.168\.56\.10\/24/)
  t.equal(await inside('nft add table inet mine && nft list tables'), 'table inet mine')
})

t.test('a student works on the course from outside, on their own lab only', async (t) => {
  const list = await enter('s01', ['exercises'])
  t.equal(list.code, 0, list.stderr)
  t.match(list.stdout, /03-switchover/)
  t.match(list.stdout, /ssh -p 22022 class@127\.0\.0\.1 start/, 'commands are shown as students type them')
  const started = await enter('s01', ['start', '03'])
  t.equal(started.code, 0, started.stderr)
  const checked = await enter('s01', ['check', '--json'])
  t.equal(checked.code, 1, checked.stderr)
  t.match(JSON.parse(checked.stdout), { exercise: '03-switchover', verdict: 'fail' })
  t.match((await enter('s02', ['progress', '--json'])).stdout, /"03-switchover"/)
  t.equal((await enter('s02', ['check'])).code, 2, 'the other one has started nothing')
  for (const words of [['destroy'], ['check', '--name', `${name}-s02`], ['class', 'down'], ['check;id'], ['ssh ns']])
    t.equal((await enter('s01', words)).code, 2, words.join(' '))
})

t.test('the entry leads nowhere else', async (t) => {
  const options = ['-P', port, '-i', join(folder, 's01'), '-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=no']
  const known = ['-o', 'UserKnownHostsFile=/dev/null']
  const target = 'class@127.0.0.1'
  t.not((await run('sftp', [...options, ...known, target], { input: 'ls\n' })).code, 0)
  t.not((await run('scp', [...options, ...known, `${target}:/etc/passwd`, join(folder, 'taken')])).code, 0)
  t.notOk(existsSync(join(folder, 'taken')))
})

t.test('limits are in force', async (t) => {
  const inside = '/sys/fs/cgroup'
  const groups = [
    `${inside}/pglab/${scoped(`${name}-s01`)}/memory.max`,
    ...readdirSync(inside)
      .filter((entry) => entry === 'memory')
      .map((entry) =>
        execFileSync('find', [join(inside, entry), '-path', `*/pglab/${scoped(`${name}-s01`)}/memory.limit_in_bytes`], {
          encoding: 'utf8',
        }).trim(),
      ),
  ].filter((file) => file && existsSync(file))
  t.equal(groups.length, 1, 'the lab has a limit')
  const limit = Number(readFileSync(groups[0] ?? '', 'utf8'))
  t.ok(limit >= 2 ** 29 && limit <= 2 ** 30, `${limit} bytes`)
  const { students: rows } = await state()
  for (const { memory } of rows) t.ok(memory > 50e6 && memory <= limit, `it holds ${memory} bytes`)
})

t.test('reset puts a lab back to fresh, with the keys of its student', async (t) => {
  await inShell('s01', 'sudo rm -rf /home/student/.ssh /etc/haproxy; sudo touch /etc/left')
  const { code, stderr } = await enter('s01', ['reset', '--yes'])
  t.equal(code, 0, stderr)
  t.equal(await inShell('s01', 'ls /etc/left 2>/dev/null; ssh -o BatchMode=yes pg02 hostname </dev/null'), 'pg02')
})

t.test('a student may switch everything off and get it back', async (t) => {
  await inShell('s02', 'sudo systemctl poweroff')
  const { code, stderr } = await enter('s02', ['up'])
  t.equal(code, 0, stderr)
  t.equal(await inShell('s02', 'hostname'), 'ns')
})

t.test('up again finds everything in its place', async (t) => {
  await inShell('s01', 'touch kept')
  const { code, stdout } = await pglab('class', 'up', roster)
  t.equal(code, 0)
  t.match(stdout, /2 of 2 labs are healthy/)
  t.match(stdout, /class@127\.0\.0\.1/)
  t.equal(await inShell('s01', 'ls kept'), 'kept')
})

t.test('down takes one student away, then the class', async (t) => {
  t.equal((await pglab('class', 'down', 's03', '--class', name, '--yes')).code, 2)
  t.equal((await pglab('class', 'down', 's02', '--class', name, '--yes')).code, 0)
  t.equal((await enter('s02', ['exercises'])).code, 255, 'the key of the one opens nothing any more')
  t.equal(await inShell('s01', 'hostname'), 'ns', 'the other works on')
  t.strictSame(traces(scoped(`${name}-s02`)), [])
  t.equal((await down()).code, 0)
  t.strictSame(traces(scoped(`${name}-s01`)), [])
  t.strictSame(traces(scoped(`${name}--pattern`)), [])
  for (const path of [entryPlaces(name).folder, entryPlaces(name).sudoers, roomFolder(name)])
    t.notOk(existsSync(path), path)
})
