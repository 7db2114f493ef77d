import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { requested, verbs } from '../../src/class/room/entry/words.ts'

t.test('what a student asks becomes a command for their own lab', async (t) => {
  const asked = (request: string) => requested(request, 'db25-s01')
  t.strictSame(asked('check'), ['check', '--name', 'db25-s01'])
  t.strictSame(asked('check 03 --json'), ['check', '--name', 'db25-s01', '--json', '--', '03'])
  t.strictSame(asked('answer lsn 0/3000148'), ['answer', '--name', 'db25-s01', '--', 'lsn', '0/3000148'])
  t.strictSame(asked('hint --lang ru leader'), ['hint', '--name', 'db25-s01', '--lang=ru', '--', 'leader'])
  t.strictSame(asked('  reset   -y '), ['reset', '--name', 'db25-s01', '-y'])
})

t.test('nothing else gets through', async (t) => {
  for (const request of [
    '',
    'destroy',
    'ssh ns',
    'exec pg01 -- id',
    'class down',
    'check --name db25-s02',
    'check --name=db25-s02',
    'check --out /etc/passwd',
    'check --format html --out x',
    'check -- --name db25-s02',
    'check --debug',
    'start 03 04',
    'check ../../etc/passwd;id',
    'check $(id)',
    'check `id`',
    'check "03"',
    'answer q ~root',
    'check\n--name db25-s02',
    'check\t03',
    'check \u202e03',
    'toString',
    '__proto__',
    `check ${'a'.repeat(81)}`,
    `answer q ${'a '.repeat(300)}`,
    'CHECK',
    'reset --lang de',
  ]) {
    t.equal(requested(request, 'db25-s01'), undefined, JSON.stringify(request))
  }
})

t.test('whatever is asked, the lab is named once and nothing follows that is not known', async () => {
  const word = fc.oneof(
    fc.constantFrom(...Object.keys(verbs), '--name', '--', '--lang', 'ru', '--yes', '--json', '-y', '03', '--name=x'),
    fc.string({ maxLength: 12 }),
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const command = requested(words.join(' '), 'db25-s01')
      if (command === undefined) return
      const end = command.indexOf('--')
      const options = end < 0 ? command : command.slice(0, end)
      assert.ok(Object.hasOwn(verbs, options[0] ?? ''))
      assert.deepEqual(options.slice(1, 3), ['--name', 'db25-s01'])
      for (const option of options.slice(3)) assert.match(option, /^(--json|--yes|-y|--lang=(en|ru))$/)
      for (const behind of end < 0 ? [] : command.slice(end + 1)) assert.doesNotMatch(behind, /^-|[\s$`'"\\;&|<>()]/)
    }),
    { numRuns: 2000 },
  )
})
