import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { readStarts, restartsQuestion, restartsSince } from '../readers/restarts.ts'

/** Source: pg_postmaster_start_time(), and Patroni's log for restarts that another one followed. */
export default checkKind({
  proves: {
    en: 'Since the start the servers were restarted in this order, nobody before its turn.',
    ru: 'С начала упражнения серверы перезапущены в этом порядке, и никто раньше своей очереди.',
  },
  parameters: z.object({
    order: about(z.array(z.array(z.string()).min(1)).min(2), {
      en: 'groups of machines, one group after the other; inside a group in any order',
      ru: 'группы машин одна за другой; внутри группы порядок любой',
    }),
  }),
  example: { order: [['pg02', 'pg03'], ['pg01']] },
  pass: { en: 'Restarted in this order: {order}.', ru: 'Порядок перезапуска: {order}.' },
  failures: {
    never: {
      says: { en: 'The server on {machine} was not restarted.', ru: 'Сервер на {machine} не перезапускался.' },
      look: {
        en: './pglab status; on {machine}: psql -c "select pg_postmaster_start_time()"',
        ru: './pglab status; на {machine}: psql -c "select pg_postmaster_start_time()"',
      },
    },
    early: {
      says: {
        en: '{machine} was restarted before {other}; the order was: {order}.',
        ru: '{machine} перезапущен раньше, чем {other}; порядок был такой: {order}.',
      },
      cause: {
        en: 'Several members were restarted by one command, or the one to come last was taken first.',
        ru: 'Несколько узлов перезапущены одной командой, либо начали с того, кто должен быть последним.',
      },
      look: {
        en: './pglab start, then one member after the other',
        ru: './pglab start, затем узел за узлом',
      },
    },
  },
  ask: ({ order }) => order.flat().map(restartsQuestion),
  askBefore: ({ order }) => order.flat().map(restartsQuestion),
  judge(answers, { order: groups }, _, before) {
    const restarts = groups
      .flat()
      .flatMap((machine, index) =>
        restartsSince(readStarts(before[index]), readStarts(answers[index])).map((at) => ({ machine, at })),
      )
    restarts.sort((a, b) => a.at - b.at)
    const order = restarts.map(({ machine }) => machine).join(' → ')
    const facts = {
      expected: groups.map((group) => group.join(', ')).join(' → '),
      found: order || '–',
      evidence: restarts.map(({ machine, at }) => `${new Date(at * 1000).toISOString()} ${machine}`),
    }
    const firstTime = (machine: string) => restarts.find((one) => one.machine === machine)?.at
    for (const [turn, group] of groups.entries()) {
      const earlier = groups.slice(0, turn).flat()
      for (const machine of group) {
        const at = firstTime(machine)
        if (at === undefined) return fail('never', { ...facts, machine, params: { machine } })
        const other = earlier.find((one) => (firstTime(one) ?? 0) >= at)
        if (other) return fail('early', { ...facts, machine, params: { machine, other, order } })
      }
    }
    return pass({ ...facts, params: { order } })
  },
})
