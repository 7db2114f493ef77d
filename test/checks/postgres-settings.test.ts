import t from 'tap'
import { sameValue } from '../../checks/readers/settings.ts'
import { judged, kindNamed, scene } from './judged.ts'

/** Rows of pg_settings as PostgreSQL 17 gave them in the lab. */
const settings = (setting: string, shown: string, unit: string | null = '8kB') =>
  JSON.stringify({ shared_buffers: { setting, unit, shown } })
const everywhere = (...said: (string | undefined)[]) =>
  judged('postgres/setting-everywhere', { settings: { shared_buffers: '48MB' } }, said)

t.test('values are the same in whatever unit they are written', async (t) => {
  t.ok(sameValue('48MB', '6144', '8kB'))
  t.ok(sameValue('49152kB', '48MB'))
  t.ok(sameValue(250, '250', 'ms'))
  t.ok(sameValue('250ms', '250', 'ms'))
  t.ok(sameValue('2min', '120', 's'))
  t.ok(sameValue(true, 'on'))
  t.ok(sameValue('OFF', false))
  t.ok(sameValue('64', '64'))
  t.ok(sameValue('-1', '-1', 'ms'))
  t.notOk(sameValue('48MB', '48', '8kB'))
  t.notOk(sameValue('250s', '250', 'ms'))
  t.notOk(sameValue('local', 'on'))
  t.notOk(sameValue(true, '1'))
})

t.test('a value on every member', async (t) => {
  const right = settings('6144', '48MB')
  t.match(everywhere(right, right, right), { verdict: 'pass', params: { machines: 'pg01, pg02, pg03' } })
  t.match(everywhere(right, settings('4096', '32MB'), right), {
    word: 'differs',
    machine: 'pg02',
    expected: 'shared_buffers = 48MB',
    found: 'shared_buffers = 32MB',
  })
  t.match(everywhere(right, '{}', right), { word: 'unknown', machine: 'pg02' })
  t.match(everywhere(right, '', right), { word: 'down', machine: 'pg02' })
  t.match(everywhere(right, '[{"shared_buffers": 1}]', right), { word: 'down', machine: 'pg02' })
})

t.test('a name of a parameter cannot carry SQL', async (t) => {
  const { parameters } = kindNamed('postgres/setting-everywhere')
  t.ok(parameters.safeParse({ settings: { 'auto_explain.log_min_duration': 10 } }).success)
  t.notOk(parameters.safeParse({ settings: { "x'; drop table y; --": 1 } }).success)
})

t.test('what a new session sees', async (t) => {
  const session = (said: Parameters<typeof judged>[2][0]) =>
    judged('postgres/session-setting', { name: 'synchronous_commit', value: 'local', database: 'clicks' }, [said])
  t.match(session('local\n'), { verdict: 'pass' })
  t.match(session('on\n'), { word: 'differs', found: 'synchronous_commit = on' })
  const stderr =
    'psql: error: connection to server at "192.168.56.10", port 5000 failed: FATAL:  database "clicks" does not exist\n'
  t.match(session({ code: 2, stderr }), { word: 'refused', params: { reason: 'database "clicks" does not exist' } })
})

t.test('commits that wait and commits that do not', async (t) => {
  const commits = (waiting: number, prompt: number) =>
    judged('postgres/commit-waits', { waiting: ['postgres'], prompt: ['clicks'] }, [
      { code: waiting },
      { code: prompt },
    ]).word
  t.equal(commits(124, 0), 'pass')
  t.equal(commits(0, 0), 'hurried')
  t.equal(commits(124, 124), 'waited')
  t.equal(commits(2, 0), 'refused')
  t.equal(commits(124, 2), 'refused')
  const [question] = kindNamed('postgres/commit-waits').ask({ waiting: [], prompt: ['clicks'], user: 'student' }, scene)
  t.match(question, { machine: 'ns', run: /timeout 3 psql 'service=rw user=student dbname=clicks'/ })
})
