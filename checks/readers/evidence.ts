import { z } from 'zod'
import {
  type Answers,
  type Failure,
  type Judgement,
  type Question,
  type Scene,
  trouble,
} from '../../src/grading/kind.ts'
import { shellWord } from '../../src/ssh/shell-word.ts'
import { parseJson } from '../../src/words/parse-json.ts'
import { shown } from '../../src/words/shown.ts'

const name = z.string().max(100).transform(shown)
const moment = z.number()

const event = z.looseObject({ at: moment, what: z.string().max(40) })

/** What the ledger and the recorder saw since the start; moments in ms since 1970, by the observer's clock. */
const picture = z.object({
  now: moment,
  leader: name.nullable(),
  changes: z
    .array(
      z.object({
        from: name,
        to: name,
        at: moment,
        how: z.enum(['switchover', 'manual', 'automatic']),
        timeline: z.number().int().nullable(),
        outage: z.number().nullable(),
        /** ms in which neither of the two took writes. */
        idle: z.number().nullable().default(null),
      }),
    )
    .max(1000),
  /** Two servers took writes at once. */
  splits: z
    .array(z.object({ names: z.tuple([name, name]), from: moment, to: moment }))
    .max(1000)
    .default([]),
  outages: z.array(z.object({ from: moment, to: moment.nullable(), ms: z.number() })).max(100_000),
  blind: z.array(z.object({ who: z.enum(['ledger', 'recorder']), from: moment, to: moment })).max(100_000),
  acknowledged: z.number(),
  lost: z.number().nullable(),
  lostRows: z.array(z.number()).max(20).nullable(),
  events: z.array(event).max(2000),
})
export type Picture = z.output<typeof picture>
export type Event = z.output<typeof event>

const gone = z.object({ gone: z.object({ file: z.string().max(200).transform(shown), how: z.string().max(40) }) })

/** Asks the observer for everything since the start of the attempt. */
export const evidenceQuestion = (scene: Scene): Question => ({
  machine: scene.having('observer')[0] ?? '',
  run: `pglab-evidence --since ${shellWord(scene.mark ?? 'null')}`,
  limit: 20,
})

type Witness = 'ledger' | 'recorder'

/** Hands the evidence to a judge, or says why there is none. Only gaps of the named witnesses matter. */
export function withEvidence(
  answer: Answers[number],
  witnesses: readonly Witness[],
  judge: (picture: Picture) => Judgement,
): Judgement {
  const machine = answer?.machine
  const said = parseJson(answer?.stdout ?? '')
  const missing = gone.safeParse(said)
  if (missing.success) {
    const { file, how } = missing.data.gone
    return trouble('evidence-gone', { machine, params: { file, how } })
  }
  const read = picture.safeParse(said)
  if (!read.success) {
    const reason = (answer?.stderr ?? '').trim().split('\n').at(-1) ?? ''
    return trouble('no-evidence', { machine, params: { reason: shown(reason) } })
  }
  const blind = read.data.blind.find(({ who }) => witnesses.includes(who))
  if (blind) {
    const clock = (at: number) => new Date(at).toISOString().slice(11, 19)
    return trouble('blind', {
      machine,
      params: { who: blind.who, from: clock(blind.from), to: clock(blind.to) },
      evidence: [`${blind.who}: ${clock(blind.from)}–${clock(blind.to)} UTC`],
    })
  }
  return judge(read.data)
}

/** Changes of leader, one a line, for the evidence of a result. */
export const changeLines = (changes: Picture['changes']): string[] =>
  changes.map(({ from, to, how, at }) => `${new Date(at).toISOString()} ${from} → ${to} ${how}`)

const again = {
  en: 'Start the exercise again: ./pglab start',
  ru: 'Начните упражнение заново: ./pglab start',
}

/** What every kind may say that builds on the evidence. */
export const evidenceTroubles: Readonly<Record<string, Failure>> = {
  'evidence-gone': {
    says: {
      en: 'The evidence is gone: {how, select, missing {the file {file} is missing} replaced {{file} is not the file it was} changed {a line of {file} was changed} reboot {{machine} was restarted} other {{file}}}.',
      ru: 'Свидетельства утрачены: {how, select, missing {файла {file} нет} replaced {файл {file} подменён} changed {строка файла {file} изменена} reboot {машина {machine} перезагружалась} other {{file}}}.',
    },
    cause: {
      en: 'What happened in this attempt can no longer be proven.',
      ru: 'Доказать, что происходило в этой попытке, уже нельзя.',
    },
    look: again,
  },
  'no-evidence': {
    says: {
      en: 'The observer on {machine} gives no evidence: {reason}',
      ru: 'Наблюдатель на {machine} не даёт показаний: {reason}',
    },
    look: {
      en: 'systemctl status pglab-ledger pglab-recorder on {machine}; or start the exercise again: ./pglab start',
      ru: 'На {machine}: systemctl status pglab-ledger pglab-recorder; или начните заново: ./pglab start',
    },
  },
  blind: {
    says: {
      en: 'The {who, select, ledger {ledger wrote} other {recorder saw}} nothing from {from} to {to} UTC, so what happened then is not known.',
      ru: 'С {from} до {to} UTC {who, select, ledger {журнал не вёл записей} other {регистратор ничего не видел}}: что тогда происходило, неизвестно.',
    },
    cause: {
      en: 'Its service was stopped, or the machine {machine} was frozen or cut off.',
      ru: 'Служба была остановлена, либо машина {machine} замерзала или была отрезана.',
    },
    look: again,
  },
}
