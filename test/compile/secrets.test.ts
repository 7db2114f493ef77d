import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { secretsFrom } from '../../src/compile/secrets.ts'

const one = secretsFrom('00'.repeat(32))
const other = secretsFrom('01'.repeat(32))

t.test('a password', (t) => {
  const word = one.password('postgres/admin')
  t.match(word, /^[A-HJ-NP-Za-km-z2-9]{24}$/, '24 letters and digits that nobody takes for one another')
  t.equal(secretsFrom('00'.repeat(32)).password('postgres/admin'), word, 'the same seed and name, the same password')
  t.not(one.password('postgres/student'), word, 'another name')
  t.not(other.password('postgres/admin'), word, 'another seed')
  t.end()
})

t.test('a thousand passwords differ', (t) => {
  const words = Array.from({ length: 1000 }, (_, n) => one.password(`user/${n}`))
  t.equal(new Set(words).size, words.length)
  t.ok(words.every((word) => word.length === 24))
  t.equal(new Set(words.join('')).size, 57, 'every letter of the alphabet is used')
  t.end()
})

t.test('a key', (t) => {
  const key = one.sshKey('kit')
  t.strictSame(secretsFrom('00'.repeat(32)).sshKey('kit'), key, 'the same seed and name, the same key')
  t.not(one.sshKey('student').privateKey, key.privateKey, 'another name')
  t.not(other.sshKey('kit').privateKey, key.privateKey, 'another seed')
  t.end()
})

t.test('ssh-keygen reads the private key and finds the public one', (t) => {
  for (const name of ['kit', 'a', 'student/of a long name that changes the padding']) {
    const key = one.sshKey(name)
    const file = join(t.testdir(), 'key')
    writeFileSync(file, key.privateKey, { mode: 0o600 })
    t.equal(execFileSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' }).trim(), key.publicKey, name)
  }
  t.end()
})
