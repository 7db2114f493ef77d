import { cannot, type LabError } from '../../errors.ts'
import type { Ran } from '../../host/run.ts'
import { parseOutput } from './machine-readable.ts'

/** Ran code of a program that was killed; none of ours ends with it by itself. */
const killed = 128

/** A program of the host that did not do what it was asked to, with its own words as the details. */
export function failure(program: string, args: readonly string[], ran: Ran, limit: number): LabError {
  const command = [program, ...args.filter((word) => word !== '--machine-readable')].join(' ').slice(0, 200)
  if (ran.code === killed) {
    return cannot(
      {
        en: '"{command}" did not end within {minutes} min and was stopped. The last it said:',
        ru: 'Команда «{command}» не завершилась за {minutes} мин и была остановлена. Последнее, что она сообщила:',
      },
      { command, minutes: Math.ceil(limit / 60_000) },
      lines(ran.stderr || ran.stdout),
    )
  }
  return cannot(
    { en: '"{command}" failed with exit code {code}:', ru: 'Команда «{command}» завершилась с кодом {code}:' },
    { command, code: ran.code },
    lines(errorExit(ran.stdout) ?? (ran.stderr || ran.stdout)),
  )
}

/** The sentence with which Vagrant gave up. */
const errorExit = (output: string): string | undefined =>
  parseOutput(output).findLast(({ type }) => type === 'error-exit')?.data[1]

/** The last lines fit to be shown: what a machine printed must neither move the cursor nor fill the screen. */
export const lines = (text: string, count = 12): string[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .map((line) => `  ${line.slice(0, 300).replace(/\p{Cc}/gu, ' ')}`)
