import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { complaint } from '../readers/servers.ts'

/** Source: the administration console of PgBouncer, https://www.pgbouncer.org/usage.html#pause-db */
export default checkKind({
  proves: {
    en: 'The PgBouncer of the named machine lets a client through to PostgreSQL.',
    ru: 'PgBouncer указанной машины пропускает клиента к PostgreSQL.',
  },
  parameters: z.object({
    member: about(z.string(), { en: 'machine whose PgBouncer is asked', ru: 'машина, чей PgBouncer проверяется' }),
  }),
  example: { member: 'pg01' },
  pass: { en: 'PgBouncer on {member} serves clients.', ru: 'PgBouncer на {member} обслуживает клиентов.' },
  failures: {
    hangs: {
      says: {
        en: 'PgBouncer on {member} takes a client in and keeps it waiting.',
        ru: 'PgBouncer на {member} принимает клиента и держит его в ожидании.',
      },
      cause: {
        en: 'The pool is paused, or PostgreSQL behind it is not there.',
        ru: 'Пул на паузе, либо за ним нет работающего PostgreSQL.',
      },
      look: {
        en: 'the console on {member}: psql -h 127.0.0.1 -p 6432 -U student pgbouncer, then SHOW DATABASES',
        ru: 'консоль на {member}: psql -h 127.0.0.1 -p 6432 -U student pgbouncer, затем SHOW DATABASES',
      },
    },
    refused: {
      says: {
        en: 'PgBouncer on {member} does not let a client through: {said}',
        ru: 'PgBouncer на {member} не пропускает клиента: {said}',
      },
      look: { en: 'systemctl status pgbouncer on {member}', ru: 'На {member}: systemctl status pgbouncer' },
    },
  },
  ask: ({ member }) => [
    {
      machine: member,
      run: `timeout 4 psql 'host=127.0.0.1 port=6432 user=student dbname=postgres' -XAtqc 'select 1'`,
    },
  ],
  judge([answer], { member }) {
    const facts = { machine: member, expected: '1', found: shown(answer?.stdout.trim() ?? ''), params: { member } }
    if (answer?.code === 0 && facts.found === '1') return pass(facts)
    if (answer?.code === 124) return fail('hangs', facts)
    const said = shown(complaint(answer?.stderr ?? '')) || `exit ${answer?.code ?? '?'}`
    return fail('refused', { ...facts, params: { member, said } })
  },
})
