import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { complaint, sql } from '../readers/servers.ts'

/** Tries to write and takes it back, whatever came of it; prints the SQLSTATE, 00000 for no error. */
const attempt = `${sql('begin')} -c 'create table public.pglab_attempt ()' -c '\\echo :SQLSTATE' -c 'rollback'`

/** Source: SQLSTATE 25006, read_only_sql_transaction (appendix "PostgreSQL Error Codes"). */
export default checkKind({
  proves: {
    en: 'The servers of the named members refuse to write.',
    ru: 'Серверы указанных узлов отказываются писать.',
  },
  parameters: z.object({
    machines: about(z.array(z.string()).min(1), { en: 'who is to refuse', ru: 'кто должен отказывать' }),
  }),
  example: { machines: ['pg02', 'pg03'] },
  pass: { en: '{machines}: writing is refused.', ru: '{machines}: запись отклоняется.' },
  failures: {
    writes: {
      says: { en: 'The server on {machine} accepts writes.', ru: 'Сервер на {machine} принимает запись.' },
      cause: {
        en: 'It leads, or was promoted behind the back of the cluster.',
        ru: 'Это лидер, либо узел повышен в обход кластера.',
      },
      look: {
        en: './pglab status; on {machine}: psql -c "select pg_is_in_recovery()"',
        ru: './pglab status; на {machine}: psql -c "select pg_is_in_recovery()"',
      },
    },
    down: {
      says: {
        en: 'PostgreSQL on {machine} does not answer: {reason}',
        ru: 'PostgreSQL на {machine} не отвечает: {reason}',
      },
      look: {
        en: './pglab status; the log of PostgreSQL on {machine}',
        ru: './pglab status; журнал PostgreSQL на {machine}',
      },
    },
  },
  ask: ({ machines }) => machines.map((machine) => ({ machine, run: attempt })),
  judge(answers, { machines }) {
    for (const answer of answers) {
      const { machine = '', stdout = '', stderr = '' } = answer ?? {}
      const state = stdout.trim()
      if (state === '25006') continue
      if (state === '00000') return fail('writes', { machine, expected: '25006', found: state, params: { machine } })
      return fail('down', {
        machine,
        expected: '25006',
        found: shown(state) || '–',
        params: { machine, reason: shown(complaint(stderr)) },
      })
    }
    return pass({ expected: '25006', found: '25006', params: { machines: machines.join(', ') } })
  },
})
