import { z } from 'zod'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { evidenceQuestion, evidenceTroubles, withEvidence } from '../readers/evidence.ts'

/** The observer asks every server itself twice a second; a cluster manager knows only what it was told. */
export default checkKind({
  proves: {
    en: 'Since the start no two servers took writes at the same moment.',
    ru: 'С начала упражнения ни в один момент запись не принимали два сервера сразу.',
  },
  parameters: z.object({}),
  example: {},
  pass: {
    en: 'At no moment did two servers take writes{idle, select, none {} other {; while leadership changed, nobody did for {idle} s}}.',
    ru: 'Ни в один момент запись не принимали два сервера сразу{idle, select, none {} other {; при смене лидера её {idle} с не принимал никто}}.',
  },
  failures: {
    split: {
      says: {
        en: '{one} and {other} both took writes for {seconds} s: a split brain.',
        ru: '{one} и {other} {seconds} с принимали запись одновременно: это split brain, расщепление кластера.',
      },
      cause: {
        en: 'A server was made writable behind the back of the cluster, or an old leader was not stopped.',
        ru: 'Сервер открыли на запись в обход кластера, либо прежнего лидера никто не остановил.',
      },
      look: {
        en: 'SELECT pg_is_in_recovery() on both; the logs there',
        ru: 'SELECT pg_is_in_recovery() на обоих; там же журналы',
      },
    },
  },
  troubles: evidenceTroubles,
  ask: (_, scene) => [evidenceQuestion(scene)],
  judge: ([answer]) =>
    withEvidence(answer, ['recorder'], ({ splits, changes }) => {
      const facts = {
        machine: answer?.machine,
        expected: '0 s',
        evidence: splits
          .slice(0, 10)
          .map(({ names, from, to }) => `${new Date(from).toISOString()} ${names.join(' + ')} ${to - from} ms`),
      }
      const [split] = [...splits].sort((a, b) => b.to - b.from - (a.to - a.from))
      if (split) {
        const [one, other] = split.names
        const seconds = tenths(split.to - split.from)
        return fail('split', { ...facts, found: `${seconds} s`, params: { one, other, seconds } })
      }
      const idle = changes[0]?.idle ?? null
      return pass({ ...facts, found: '0 s', params: { idle: idle === null ? 'none' : tenths(idle) } })
    }),
})

const tenths = (ms: number): number => Math.round(ms / 100) / 10
