import t from 'tap'
import { z } from 'zod'
import { grade, type Task } from '../../src/grading/grade.ts'
import { checkKind, fail, pass, type Scene } from '../../src/grading/kind.ts'
import { scene } from '../checks/judged.ts'

/** A kind that asks nobody: what passes is decided by the mark of the scene it is judged in. */
const marked = checkKind({
  proves: { en: '', ru: '' },
  parameters: z.object({ mark: z.string() }),
  example: { mark: '' },
  pass: { en: '', ru: '' },
  failures: { other: { says: { en: '', ru: '' } } },
  ask: () => [],
  judge: (_, { mark }, { mark: found }) => (mark === found ? pass() : fail('other', { found })),
})

const task = (id: string, mark: string, more: Partial<Task> = {}): Task => ({
  id,
  points: 1,
  needs: [],
  check: 'test/marked',
  kind: marked,
  parameters: { mark },
  within: undefined,
  stable: undefined,
  before: [],
  trial: undefined,
  tidy: undefined,
  ...more,
})
const at = (mark: string): Scene => ({ ...scene, mark })
const options = {
  scene: at('start'),
  reach: {
    to: async () => {
      throw new Error('nobody is to be asked')
    },
  },
}

/** Grades a plain task and one with a trial; tells what was done in which order. */
async function tried(plain: string, trial: () => Promise<Scene>, tidy: () => Promise<unknown> = async () => {}) {
  const done: string[] = []
  const steps = {
    trial: async () => {
      done.push('trial')
      return trial()
    },
    tidy: async () => {
      done.push('tidy')
      return tidy()
    },
  }
  // The trial stands first: what it does must not befall those who are only looked at.
  const [second, first] = await grade([task('tried', 'trial', steps), task('plain', plain)], options)
  return { first, second, done }
}

t.test('a trial is judged in the scene that it leaves, and undone', async (t) => {
  const { first, second, done } = await tried('start', async () => at('trial'))
  t.match([first, second], [{ verdict: 'pass' }, { verdict: 'pass' }])
  t.same(done, ['trial', 'tidy'])
})

t.test('a trial that is not passed is undone, too', async (t) => {
  const { second, done } = await tried('start', async () => at('elsewhere'))
  t.match(second, { verdict: 'fail', word: 'other', found: 'elsewhere' })
  t.same(done, ['trial', 'tidy'])
})

t.test('without the other tasks there is no trial', async (t) => {
  const { first, second, done } = await tried('another', async () => at('trial'))
  t.match([first, second], [{ verdict: 'fail' }, { verdict: 'skip', params: { needs: 'plain' } }])
  t.same(done, [])
})

t.test("a trial that cannot be carried out is nobody's failure", async (t) => {
  const { first, second, done } = await tried('start', async () => {
    throw new Error('pg01 is gone')
  })
  t.match(
    [first, second],
    [{ verdict: 'pass' }, { verdict: 'error', word: 'untried', params: { reason: 'pg01 is gone' } }],
  )
  t.same(done, ['trial', 'tidy'])
})

t.test('a lab that cannot be put back is said to be so', async (t) => {
  const { second } = await tried(
    'start',
    async () => at('trial'),
    async () => {
      throw new Error('pg01 does not boot')
    },
  )
  t.match(second, { verdict: 'error', word: 'untried', points: 0 })
})
