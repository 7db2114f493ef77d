import { spawn } from 'node:child_process'
import { cannot } from '../errors.ts'
import { shellWord } from '../ssh/shell-word.ts'
import { assertMachine, open } from './open.ts'

/**
 * Runs `ssh` itself with the terminal of whoever called, and gives the exit code of the machine.
 * A command runs in a login shell, so that it finds what a person would find who had logged in.
 */
export async function enter(
  name: string | undefined,
  machine: string,
  user: 'root' | 'student',
  given: readonly string[],
): Promise<number> {
  const command = given[0] === '--' ? given.slice(1) : given
  const { instance, provider } = await open(name)
  assertMachine(instance, machine)
  const state = (await provider.states(instance))[machine] ?? 'absent'
  if (state === 'off' || state === 'absent') throw notRunning(machine)
  if (state === 'frozen') throw frozen(machine)
  const target = await provider.target(instance, machine, user)
  const remote = command.length === 0 ? [] : [`exec bash -lc ${shellWord(command.map(shellWord).join(' '))}`]
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', [...(process.stdin.isTTY ? ['-t'] : []), ...target.command, ...remote], {
      stdio: 'inherit',
    })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 255))
    // Ctrl-C belongs to the program on the machine.
    process.on('SIGINT', () => {})
  })
}

const notRunning = (machine: string) =>
  cannot(
    { en: '{machine} is off. Start it with: ./pglab up', ru: 'Машина {machine} выключена. Запустить: ./pglab up' },
    { machine },
  )

const frozen = (machine: string) =>
  cannot(
    {
      en: '{machine} is frozen and answers nothing. Go on with: ./pglab fault thaw {machine}',
      ru: 'Машина {machine} заморожена и не отвечает. Разморозить: ./pglab fault thaw {machine}',
    },
    { machine },
  )
