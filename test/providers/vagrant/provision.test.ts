import t from 'tap'
import { giveId, makeWorld, recorded, said } from './world.ts'

const running = said(recorded('status-running'))
const provisions = /^vagrant provision (ns|pg0\d)$/

t.test('a script that stopped is tried again, though Vagrant counts it as done', async (t) => {
  let broken = true
  const { provider, instance, build, calls } = makeWorld(t, [
    ['vagrant status', running],
    [
      'vagrant provision pg01',
      () =>
        broken
          ? said(recorded('provision-failed').replace('All mirrors', '\u001b[2JAll mirrors'), 1)
          : said(recorded('provision')),
    ],
    [
      provisions,
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 30)) // longer than the one that stops
        return said(recorded('provision'))
      },
    ],
  ])
  await t.rejects(
    provider.start(instance, build, () => {}),
    { code: 3, params: { machine: 'pg01' } },
  )
  const trouble = await provider.start(instance, build, () => {}).catch(String)
  t.match(trouble, /The script of pg01 did not come to its end.*machines\/pg01\.sh/)
  t.match(
    trouble,
    / \[2JAll mirrors were tried$/,
    'the last words are those of the machine, but it cannot clear the screen',
  )
  t.equal(calls.filter((call) => call === 'vagrant provision pg02').length, 1, 'the others were heard to their end')

  broken = false
  calls.length = 0
  t.same(await provider.start(instance, build, () => {}), [], 'nothing had to be started')
  t.same(calls, ['vagrant status', 'vagrant provision pg01'])
})

t.test('a changed script is run, and a machine made anew runs its own', async (t) => {
  const { provider, instance, build, calls } = makeWorld(t, [
    ['vagrant status', running],
    [provisions, said(recorded('provision'))],
  ])
  await provider.start(instance, build, () => {})
  calls.length = 0
  const machines = build.machines.map((built) =>
    built.machine.name === 'pg02' ? { ...built, script: `${built.script}# more\n` } : built,
  )
  giveId(instance, 'pg03', '0b7e3c1f-5d2a-4f60-9c1e-7a40d9f3e2bf')
  await provider.start(instance, { ...build, machines }, () => {})
  t.same(calls.sort(), ['vagrant provision pg02', 'vagrant provision pg03', 'vagrant status'])
})
