import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { readStarts, restartsQuestion } from '../readers/restarts.ts'
import { servers } from '../readers/servers.ts'

const questions = (machines: readonly string[]) => machines.map(restartsQuestion)

/** Source: pg_postmaster_start_time(), now and when the attempt began. */
export default checkKind({
  proves: {
    en: 'Since the start no server was restarted: the postmaster of each runs on.',
    ru: 'С начала упражнения ни один сервер не перезапускался: везде работает прежний postmaster.',
  },
  parameters: z.object({
    machines: about(z.array(z.string()).min(1).optional(), {
      en: 'where; on every database machine unless said',
      ru: 'где; если не указано, на всех машинах с базой',
    }),
  }),
  example: {},
  pass: { en: 'No server was restarted: {machines}.', ru: 'Серверы не перезапускались: {machines}.' },
  failures: {
    down: {
      says: { en: 'PostgreSQL on {machine} does not answer.', ru: 'PostgreSQL на {machine} не отвечает.' },
      look: {
        en: './pglab status; the log of PostgreSQL on {machine}',
        ru: './pglab status; журнал PostgreSQL на {machine}',
      },
    },
    restarted: {
      says: {
        en: 'The server on {machine} was restarted since the start, at {at} UTC.',
        ru: 'Сервер на {machine} с начала упражнения перезапускался, в {at} UTC.',
      },
      cause: {
        en: 'A restart ends every session; a reload would have been enough.',
        ru: 'Перезапуск обрывает все сеансы, а хватило бы перечитывания конфигурации.',
      },
      look: {
        en: './pglab start, and this time without a restart',
        ru: './pglab start, и на этот раз без перезапуска',
      },
    },
  },
  troubles: {
    unknown: {
      says: {
        en: 'When the server on {machine} was started before this attempt is not known.',
        ru: 'Когда сервер на {machine} запускался до этой попытки, неизвестно.',
      },
      look: { en: 'Start the exercise again: ./pglab start', ru: 'Начните упражнение заново: ./pglab start' },
    },
  },
  ask: ({ machines }, scene) => questions(machines ?? servers(scene)),
  askBefore: ({ machines }, scene) => questions(machines ?? servers(scene)),
  judge(answers, _, __, before) {
    const machines = answers.flatMap((answer) => answer?.machine ?? [])
    for (const [index, machine] of machines.entries()) {
      const [then, now] = [readStarts(before[index]).running, readStarts(answers[index]).running]
      if (then === undefined) return { verdict: 'error', word: 'unknown', machine, params: { machine } }
      if (now === undefined) return fail('down', { machine, params: { machine } })
      if (now === then) continue
      const at = new Date(Number(now) * 1000).toISOString().slice(11, 19)
      return fail('restarted', { machine, found: `${at} UTC`, params: { machine, at } })
    }
    return pass({ params: { machines: machines.join(', ') } })
  },
})
