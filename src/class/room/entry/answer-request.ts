import { run } from '../../../cli/run.ts'
import { exit, wrongUsage } from '../../../errors.ts'
import { findRoom } from '../room.ts'
import { requested, verbs } from './words.ts'

/** Does for a student what they asked of their own lab; the exit code of the command. */
export async function answerRequest(name: string, instance: string, request: string): Promise<number> {
  const room = findRoom(name)
  if (!room.seats.some((seat) => seat.instance === instance)) return exit.usage
  const words = requested(request, instance)
  if (words) return run(words)
  throw wrongUsage(
    {
      en: 'This server does not understand that. Known: {verbs}, with plain words behind them.',
      ru: 'Сервер этого не понимает. Есть: {verbs}, после них – простые слова.',
    },
    { verbs: Object.keys(verbs).join(', ') },
  )
}
