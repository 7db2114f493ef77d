import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { root } from '../../src/root.ts'
import { isWhole, Lab, traces } from '../live/lab.ts'

/*
 * The kit is killed at random moments of its work. Whatever it leaves, the next `up` must make a healthy lab of it.
 */
const rounds = Number(process.env.PGLAB_LONG_ROUNDS ?? 6)
const lab = new Lab('long-kills')

t.before(() => lab.destroy())
t.teardown(() => lab.destroy())

const commands = [['up'], ['reset', '--yes'], ['snapshot', 'save', 'x'], ['halt']]

async function killed(args: readonly string[], after: number): Promise<void> {
  const child = spawn(process.execPath, [`${root}/dist/src/cli.js`, ...args, '--name', lab.name], {
    stdio: 'ignore',
    env: { ...process.env, CI: 'true', LANG: 'C.UTF-8', XDG_CONFIG_HOME: '/nonexistent' },
  })
  const ended = once(child, 'close')
  await Promise.race([pause(after), ended])
  child.kill('SIGKILL')
  await ended
}

for (let round = 0; round < rounds; round++) {
  const command = commands[round % commands.length] ?? ['up']
  // Drawn anew in every run; the name of the test keeps it for whoever has to repeat it.
  const after = Math.round(200 + Math.random() * 7000)
  t.test(`round ${round + 1}: ${command.join(' ')} killed after ${after} ms`, async (t) => {
    await killed(command, after)
    await lab.pglab('snapshot', 'delete', 'x')
    const { code, stderr } = await lab.pglab('up')
    t.equal(code, 0, stderr)
    t.ok(isWhole(await lab.status()))
  })
}

t.test('and destroy still leaves nothing', async (t) => {
  await killed(['destroy', '--yes'], 150)
  await lab.destroy()
  t.same(traces(lab.name), [])
})
