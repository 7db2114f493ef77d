import { createInterface } from 'node:readline/promises'
import { wrongUsage } from '../errors.ts'
import { type Params, say, type Text } from '../words/say.ts'
import { mayProceed } from './options.ts'

/** Asks before something that cannot be undone. Where nobody can answer, the command must have said --yes. */
export async function confirm(question: Text, params: Params, options: { yes?: boolean }): Promise<boolean> {
  if (mayProceed(options)) return true
  if (!process.stdin.isTTY) {
    throw wrongUsage({
      en: 'This command asks before it acts, and there is no terminal to ask at. Say --yes.',
      ru: 'Эта команда сначала спрашивает, а терминала, чтобы ответить, нет. Добавьте --yes.',
    })
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`${say(question, params)} ${say({ en: '[y/N] ', ru: '[д/Н] ' })}`)
    return /^(y|yes|д|да)$/i.test(answer.trim())
  } finally {
    terminal.close()
  }
}

export const unchanged: Text = { en: 'Nothing was changed.', ru: 'Ничего не изменено.' }
