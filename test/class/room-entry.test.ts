import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { entryPlaces } from '../../src/class/room/entry/places.ts'
import { asRootScript, enterScript, sudoers } from '../../src/class/room/entry/scripts.ts'
import { authorizedKeys, sshdConfig } from '../../src/class/room/entry/sshd-config.ts'
import { languages, speak } from '../../src/words/say.ts'
import { someRoom as room } from './some-room.ts'

const folder = t.testdir()
const store = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  chmodSync(file, 0o755)
  return file
}

t.test('shellcheck has nothing to say of the scripts, in either language', async (t) => {
  for (const language of languages) {
    speak(language)
    const scripts = [enterScript(room, 'ns'), asRootScript(room, ['/usr/bin/node', 'cli.js'])]
    const files = scripts.map((text, index) => store(`${language}-${index}`, text))
    const { status, stdout, stderr } = spawnSync('shellcheck', files, { encoding: 'utf8' })
    t.equal(status, 0, stdout + stderr)
  }
  speak('en')
})

t.test('a request that no person would type goes no further than the account of the entry', async (t) => {
  // In place of sudo, which only a server with the class has: what it would have been given.
  const script = enterScript(room, 'ns').replaceAll('sudo -n', 'printf "%s|"')
  const enter = store('enter', script)
  const ask = (request: string) =>
    spawnSync(enter, ['db25-s01'], { encoding: 'utf8', env: { SSH_ORIGINAL_COMMAND: request } })
  const passed = ask('check 03 --json')
  t.equal(passed.status, 0, passed.stderr)
  t.equal(passed.stdout, `${entryPlaces('db25').asRoot}|command|db25-s01|check 03 --json|`)
  t.match(ask('answer owner Иванов').stdout, /\|answer owner Иванов\|$/)
  t.match(ask('help').stdout, /class@lab\.example\.org COMMAND/)
  for (const request of [
    'destroy',
    'checks',
    'internal-sftp',
    '/usr/lib/openssh/sftp-server',
    'scp -f /etc/passwd',
    'rsync --server --sender . /',
    'check;id',
    'check $(id)',
    'check `id`',
    'check | sh',
    'check > x',
    'check "a"',
    "check 'a'",
    'check \\a',
    'check *',
    'check ~root',
    'check\nid',
    'check a\nid',
    'check \u001b[2J',
    `check ${'a'.repeat(900)}`,
  ]) {
    const { status, stdout, stderr } = ask(request)
    t.equal(status, 2, JSON.stringify(request))
    t.equal(stdout, '', JSON.stringify(request))
    t.match(stderr, /^This server does not know that\./)
    t.notOk(stderr.includes('\u001b'))
  }
})

t.test('the program for root wants a known instance and a known task', async (t) => {
  const asRoot = store('as-root', asRootScript(room, ['/usr/bin/node', 'cli.js']))
  for (const words of [
    [],
    ['socket'],
    ['socket', 'db25-s01'],
    ['socket', '../../etc'],
    ['command', 'db25-s01', 'check', 'more'],
    ['sh', 'db25-s01'],
  ]) {
    t.equal(spawnSync(asRoot, words).status, 2, words.join(' '))
  }
})

t.test('sshd and sudo understand what is written for them', async (t) => {
  const key = join(folder, 'host-key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  const config = sshdConfig('db25', 2222).replace(/^HostKey .*$/m, `HostKey ${key}`)
  const tested = spawnSync('/usr/sbin/sshd', ['-T', '-f', store('sshd_config', config)], { encoding: 'utf8' })
  t.equal(tested.status, 0, tested.stderr)
  for (const line of [
    'passwordauthentication no',
    'kbdinteractiveauthentication no',
    'permitrootlogin no',
    'disableforwarding yes',
    'permituserenvironment no',
    'authenticationmethods publickey',
    'allowusers class',
  ])
    t.match(tested.stdout, new RegExp(`^${line}$`, 'm'), line)
  t.notMatch(tested.stdout, /^(subsystem|acceptenv) /m)
  const { status, stderr } = spawnSync('visudo', ['-cqf', store('sudoers', sudoers(room))], { encoding: 'utf8' })
  t.equal(status, 0, stderr)
})

t.test('a key may do one thing; a student without a key has no line', async (t) => {
  t.equal(
    authorizedKeys('db25', [{ instance: 'db25-s01', key: 'ssh-ed25519 AAAA' }, { instance: 'db25-s02' }]),
    `restrict,pty,command="${entryPlaces('db25').enter} db25-s01" ssh-ed25519 AAAA\n`,
  )
})
