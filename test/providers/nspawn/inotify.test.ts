import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { allowWatches } from '../../../src/providers/nspawn/inotify.ts'

t.test('the limit is raised and never lowered', async (t) => {
  const file = join(t.testdir(), 'max_user_instances')
  const after = (before: string): string => {
    writeFileSync(file, before)
    allowWatches(file)
    return readFileSync(file, 'utf8').trim()
  }
  t.equal(after('128\n'), '8192')
  t.equal(after('16384\n'), '16384')
  t.equal(after('nonsense\n'), 'nonsense')
})

t.test('a host that lends no kernel settings stops nothing', async (t) => {
  t.doesNotThrow(() => allowWatches(join(t.testdir(), 'absent')))
})
