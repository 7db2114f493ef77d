import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { evidenceQuestion, evidenceTroubles, withEvidence } from '../readers/evidence.ts'
import { eventSchema, happenings, kindOf, startQuestions, startsOn } from '../readers/happenings.ts'

const words = {
  en: '{event, select, paused {the pause} resumed {the end of the pause} leads {{member} as leader} stopped {PostgreSQL stopped on {member}} running {PostgreSQL running again on {member}} started {the start of PostgreSQL on {member}} gone {{member} gone from the cluster} other {{event}}}',
  ru: '{event, select, paused {пауза} resumed {снятие паузы} leads {лидерство {member}} stopped {остановка PostgreSQL на {member}} running {возвращение PostgreSQL на {member} к работе} started {запуск PostgreSQL на {member}} gone {исчезновение {member} из кластера} other {{event}}}',
}

export default checkKind({
  proves: {
    en: 'Since the start these events have happened, one after the other in this order.',
    ru: 'С начала упражнения эти события произошли одно за другим именно в таком порядке.',
  },
  parameters: z.object({
    events: about(z.array(eventSchema).min(1), {
      en: 'paused or resumed: true; leads, stopped, running, gone: a member, as the recorder saw it; started: a member, by the journal of its machine',
      ru: 'paused или resumed: true; leads, stopped, running, gone: узел, как это видел регистратор; started: узел, по журналу его машины',
    }),
  }),
  example: { events: [{ paused: true }, { started: 'pg01' }, { resumed: true }] },
  pass: { en: 'Everything happened in this order: {found}.', ru: 'Всё произошло в нужном порядке: {found}.' },
  failures: {
    never: {
      says: {
        en: `This has not happened since the start: ${words.en}.`,
        ru: `С начала упражнения этого не было: ${words.ru}.`,
      },
      cause: {
        en: 'A state that is over before the recorder hears of it leaves no trace.',
        ru: 'Состояние, которое кончилось раньше, чем о нём узнал регистратор, следа не оставляет.',
      },
    },
    early: {
      says: {
        en: `The order is wrong: after event {before} of {n} this did not happen any more: ${words.en}.`,
        ru: `Порядок нарушен: после события {before} из {n} этого уже не было: ${words.ru}.`,
      },
      look: { en: './pglab start, and once more in the right order', ru: './pglab start, и ещё раз в нужном порядке' },
    },
  },
  troubles: evidenceTroubles,
  ask: ({ events }, scene) => [evidenceQuestion(scene), ...startQuestions(events)],
  judge: ([answer, ...starts], { events }, scene) =>
    withEvidence(answer, ['recorder'], (picture) => {
      const seen = [...happenings(picture), ...starts.flatMap((one) => startsOn(one, scene))].sort(
        (a, b) => a.at - b.at,
      )
      const evidence = seen.map(({ at, event, member }) => `${new Date(at).toISOString()} ${event} ${member}`.trim())
      const facts = { machine: answer?.machine, expected: events.map(name).join(', '), evidence: evidence.slice(-30) }
      let moment = 0
      for (const [index, wanted] of events.entries()) {
        const { event, member } = kindOf(wanted)
        const same = seen.filter((one) => one.event === event && one.member === member)
        const next = same.find(({ at }) => at >= moment)
        if (next) {
          moment = next.at
          continue
        }
        const found = events.slice(0, index).map(name).join(', ') || '–'
        const params = { event, member, before: index, n: events.length }
        return fail(same.length === 0 || index === 0 ? 'never' : 'early', { ...facts, found, params })
      }
      return pass({ ...facts, found: facts.expected, params: { found: facts.expected } })
    }),
})

const name = (wanted: z.output<typeof eventSchema>): string => {
  const { event, member } = kindOf(wanted)
  return `${event} ${member}`.trim()
}
