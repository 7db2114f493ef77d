import { rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { home } from '../../src/instance/home.ts'
import { isWhole, Lab, type Outcome } from './lab.ts'

const lab = new Lab('live-course')
const journal = join(home(), 'courses', `${lab.name}.jsonl`)

t.before(async () => {
  await lab.destroy()
  rmSync(journal, { force: true })
  const { code, stderr } = await lab.pglab('up')
  if (code !== 0) throw new Error(stderr)
})
t.teardown(async () => {
  await lab.destroy()
  rmSync(journal, { force: true })
})

interface Checked {
  verdict: string
  points: number
  max: number
  tasks: { id: string; verdict: string; message: string; found: string | null; machine: string | null; ms: number }[]
}

const checked = ({ stdout }: Outcome): Checked => JSON.parse(stdout) as Checked
const verdicts = ({ tasks }: Checked) => Object.fromEntries(tasks.map(({ id, verdict }) => [id, verdict]))
const start = async (): Promise<string> => {
  const { code, stdout, stderr } = await lab.pglab('start', '03', '--json')
  if (code !== 0) throw new Error(stderr)
  return (JSON.parse(stdout) as { values: { target: string } }).values.target
}
const check = (...more: string[]) => lab.pglab('check', '--json', '--patience', '0.1', ...more)

t.test('before a start there is nothing to check', async (t) => {
  const { code, stderr } = await lab.pglab('check')
  t.equal(code, 2)
  t.match(stderr, './pglab start')
})

t.test('from start to finish', async (t) => {
  const target = await start()
  const untouched = await check()
  t.equal(untouched.code, 1)
  t.same(verdicts(checked(untouched)), {
    leader: 'fail',
    planned: 'fail',
    follows: 'skip',
    outage: 'pass',
    'nothing-lost': 'pass',
  })

  const hint = await lab.pglab('hint')
  t.match(hint.stdout, /leader, hint 1 of 4/)
  t.match((await lab.pglab('hint', 'leader')).stdout, /hint 2 of 4/)
  t.equal((await lab.pglab('hint', 'nobody')).code, 2)

  const switched = await lab.exec(
    'pg01',
    'patronictl',
    'switchover',
    '--leader',
    'pg01',
    '--candidate',
    target,
    '--force',
  )
  t.equal(switched.code, 0)
  const solved = await lab.pglab('check', '--json')
  t.equal(solved.code, 0, solved.stderr)
  t.match(checked(solved), { verdict: 'pass', points: 12, max: 12 })

  t.match((await lab.pglab('solution')).stdout, `--candidate ${target}`, 'after a pass nobody is asked')
  t.match(JSON.parse((await lab.pglab('progress', '--json')).stdout), { passed: 1, points: 12, damaged: 0 })
  const watched = await lab.pglab('watch')
  t.equal(watched.code, 0)
  t.match(watched.stdout, './pglab check')
  const finished = await lab.pglab('finish')
  t.equal(finished.code, 0)
  t.equal((await lab.pglab('finish')).code, 2, 'nothing is left to finish')
  t.ok(isWhole(await lab.until(isWhole)))
})

/** Asks the observer for everything since a mark. */
const mark = async (): Promise<string> => (await lab.exec('ns', 'pglab-evidence', '--mark')).stdout.trim()
const since = async (from: string) => JSON.parse((await lab.exec('ns', 'pglab-evidence', '--since', from)).stdout)

t.test('the ledger measures an outage within one interval', async (t) => {
  const from = await mark()
  // Clients are cut off for a time that the machine itself measures.
  const cut = `
nft 'table inet cut { chain output { type filter hook output priority 0; tcp dport 5000 reject with tcp reset; }; }'
began=$EPOCHREALTIME; sleep 5
nft delete table inet cut; ended=$EPOCHREALTIME
sleep 1.5; echo $(( (\${ended/./} - \${began/./}) / 1000 ))`
  const real = Number((await lab.exec('ns', 'bash', '-c', cut)).stdout)
  const { outages } = await since(from)
  t.equal(outages.length, 1)
  t.ok(Math.abs(outages[0].ms - real) <= 200 + 50, `measured ${outages[0].ms} ms, real ${real} ms`)
})

t.test('the recorder misses no change that lasts a second', async (t) => {
  const from = await mark()
  const values = [2_000_000, 3_000_000, 4_000_000, 5_000_000, 6_000_000]
  const change = values.map((value) => `patronictl edit-config --force -s maximum_lag_on_failover=${value}; sleep 1`)
  await lab.exec('pg01', 'bash', '-c', change.join('\n'))
  const { events } = await since(from)
  const seen = events.filter(({ what }: { what: string }) => what === 'config')
  t.same(
    seen.map(({ value }: { value: { maximum_lag_on_failover: number } }) => value.maximum_lag_on_failover),
    values,
  )
})

t.test('two checks at once both count', async (t) => {
  await start()
  const both = await Promise.all([check(), check()])
  t.same(
    both.map(({ code }) => code),
    [1, 1],
  )
  const journalLines = JSON.parse((await lab.pglab('progress', '--json')).stdout)
  t.equal(journalLines.damaged, 0)
})

/** Does something to a machine as root and says what the check then finds; every check ends in time. */
async function spoiled(machine: string, lines: string): Promise<Outcome & { seconds: number }> {
  await lab.exec(machine, 'bash', '-c', lines)
  const began = performance.now()
  const outcome = await check()
  return { ...outcome, seconds: (performance.now() - began) / 1000 }
}

/** Puts a program of that name before the real one. */
const program = (name: string, lines: string) =>
  `printf '%s\\n' '#!/bin/bash' '${lines}' >/usr/local/bin/${name}; chmod 0755 /usr/local/bin/${name}`

t.test('a machine that lies, hangs or floods neither harms the check nor its verdict', async (t) => {
  await start()
  const tricks = {
    'prints a gigabyte': 'head -c 1000000000 /dev/zero | tr "\\0" x',
    hangs: 'sleep 1000',
    'prints escapes and HTML': 'printf "\\033[2J\\033]0;owned\\007<script>alert(1)</script>"',
    'exits with nonsense': 'exit 77',
    'kills whoever asks': 'kill -9 $PPID; kill -9 $(pgrep -f "sshd.*notty")',
  }
  for (const [what, lines] of Object.entries(tricks)) {
    await t.test(what, async (t) => {
      const { code, stdout, seconds } = await spoiled('pg03', program('curl', lines))
      t.equal(code, 1, 'two honest machines are enough')
      t.match(verdicts(JSON.parse(stdout)), { leader: 'fail', planned: 'fail', outage: 'pass' })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
      t.notMatch(stdout, /[\u0000-\u0009\u000b-\u001f]/)
      t.ok(seconds < 30, `${seconds} s`)
    })
  }
  await lab.exec('pg03', 'rm', '/usr/local/bin/curl')
})

t.test('a dead observer is trouble and no failure', async (t) => {
  await start()
  const dead = await spoiled(
    'ns',
    'chmod 0 /usr/local/lib/pglab/evidence.py; mv /usr/local/lib/pglab/evidence.py /root/',
  )
  t.equal(dead.code, 3)
  t.match(verdicts(checked(dead)), { leader: 'fail', planned: 'error', outage: 'error' })
  await lab.pglab('fault', 'freeze', 'ns')
  const frozen = await check()
  t.equal(frozen.code, 3)
  t.match(verdicts(checked(frozen)), { leader: 'fail', planned: 'error', outage: 'error' })
  t.match(checked(frozen).tasks.find(({ id }) => id === 'planned')?.message, /could not be asked/)
  await lab.pglab('fault', 'thaw', 'ns')
})

t.test('whoever edits or deletes the evidence is told that it is gone', async (t) => {
  const edits = {
    'a line is edited': 'sed -i \'$ s/"ok":true/"ok":false/\' /var/lib/pglab-observer/ledger.jsonl',
    'the record is deleted': 'rm /var/lib/pglab-observer/events.jsonl',
    'the ledger is emptied': 'truncate -s 0 /var/lib/pglab-observer/ledger.jsonl',
  }
  for (const [what, lines] of Object.entries(edits)) {
    await start()
    const edited = await spoiled('ns', lines)
    t.equal(edited.code, 3, what)
    t.equal(verdicts(checked(edited)).planned, 'error', what)
    t.match(edited.stdout, /The evidence is gone/, what)
  }
})

t.test('a half destroyed lab is judged as far as it goes', async (t) => {
  await start()
  await lab.pglab('fault', 'crash', 'pg02')
  await lab.pglab('fault', 'crash', 'pg03')
  const half = await check()
  t.equal(half.code, 1)
  t.match(verdicts(checked(half)), { planned: 'fail' })
})

t.test('reset ends the attempt', async (t) => {
  await start()
  t.equal((await lab.pglab('reset', '--yes')).code, 0)
  t.equal((await check()).code, 2)
})
