import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Student } from '../../src/class/model.ts'
import { publicKey } from '../../src/class/room/public-key.ts'
import { seatsFor } from '../../src/class/room/seats.ts'
import { LabError } from '../../src/errors.ts'

const folder = t.testdir()
function newKey(name: string, kind: string): string {
  const file = join(folder, name)
  execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', '', '-C', 'somebody somewhere', '-f', file])
  return readFileSync(`${file}.pub`, 'utf8').trim()
}
const key = newKey('one', 'ed25519')
const other = newKey('two', 'ecdsa')

const student = (id: string, rest: Partial<Student> = {}): Student => ({
  id,
  name: `Student ${id}`,
  email: '',
  group: '',
  way: undefined,
  extra: {},
  ...rest,
})
const roster = (...students: Student[]) => ({ name: 'db25', file: 'db25.yaml', students })

t.test('a public key is its kind and its bytes, whatever stands around them', async (t) => {
  const bare = key.split(' ').slice(0, 2).join(' ')
  t.equal(publicKey(key), bare)
  t.equal(publicKey(`  ${key}  `), bare)
  t.equal(publicKey(other), other.split(' ').slice(0, 2).join(' '))
})

t.test('options, several lines and other things are no public key', async (t) => {
  const blob = key.split(' ')[1] ?? ''
  for (const line of [
    '',
    'ssh-ed25519',
    `command="id" ${key}`,
    `no-pty ${key}`,
    `${key}\nssh-ed25519 ${blob}`,
    `ssh-rsa ${blob}`,
    `ssh-dss ${blob}`,
    `ssh-ed25519 ${blob.slice(0, 20)}`,
    `ssh-ed25519 ${blob}\0`,
    `ssh-ed25519 ${'A'.repeat(7000)}`,
    readFileSync(join(folder, 'one'), 'utf8'),
  ]) {
    t.equal(publicKey(line), undefined, line.slice(0, 40))
  }
})

t.test('everyone without an address of their own gets a seat', async (t) => {
  const seats = seatsFor(
    roster(
      student('S01', { extra: { public_key: key } }),
      student('s02', { way: { instance: 'mine' } }),
      student('far', { way: { host: 'h', port: 22, user: 'u', key: 'k', jump: undefined } }),
    ),
  )
  t.strictSame(
    seats.map(({ student: id, instance }) => [id, instance]),
    [
      ['S01', 'db25-s01'],
      ['s02', 'mine'],
    ],
  )
  t.ok(seats[0]?.key)
  t.equal(seats[1]?.key, undefined)
})

t.test('everything wrong is told at once', async (t) => {
  const wrong = roster(
    student('Ivanov_A'),
    student('a'.repeat(30)),
    student('s03', { extra: { public_key: 'command="id" x' } }),
    student('s04', { extra: { public_key: key } }),
    student('s05', { extra: { public_key: `${key} again` } }),
    student('s06', { way: { instance: 'db25-s05' } }),
  )
  try {
    seatsFor(wrong)
    t.fail('it was taken')
  } catch (trouble) {
    t.ok(trouble instanceof LabError)
    const { code, details } = trouble as LabError
    t.equal(code, 2)
    t.strictSame(
      details.map((line) => line.trim().split(':')[0]),
      ['Ivanov_A', `${'a'.repeat(30)}`, 's03', 's05', 's06'],
    )
  }
})

t.test('a roster without anybody for this server is told so', async (t) => {
  t.throws(() => seatsFor(roster()), /Nobody in db25.yaml/)
})
