import t from 'tap'
import { Going } from '../../../src/providers/vagrant/going.ts'

t.test('nothing is under way', async () => {
  await new Going().end('patroni')
})

t.test('work that ends by itself is waited for and not ended by force', async (t) => {
  const going = new Going()
  let forced = false
  const working = going.track('patroni', async (signal) => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    forced = signal.aborted
    return 'done'
  })
  await going.end('patroni')
  t.equal(await working, 'done')
  t.notOk(forced)
})

t.test('work that does not end in time is ended by force', async (t) => {
  const going = new Going()
  const working = going.track(
    'patroni',
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('killed')))),
  )
  const outcome = t.rejects(working, /killed/)
  await going.end('patroni', 20)
  await outcome
})

t.test('another instance is not waited for', async (t) => {
  const going = new Going()
  let release = () => {}
  const working = going.track(
    'group-a',
    () =>
      new Promise<void>((resolve) => {
        release = resolve
      }),
  )
  await going.end('patroni')
  release()
  await working
  t.pass()
})
