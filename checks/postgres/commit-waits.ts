import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { clientQuestion } from '../readers/client.ts'
import { sqlName } from '../readers/names.ts'
import { complaint } from '../readers/servers.ts'

/** s in which a commit that waits for nobody is long over, and s after which nothing more is waited for */
const patience = 3

/** A transaction that writes a message to WAL and no row anywhere. */
const query = `select pg_logical_emit_message(true, 'pglab', 'does this commit wait?')`

const databases = z.array(sqlName).default([])

/**
 * Means something only while no standby answers; that is what a task's `trial` is for.
 * Source: synchronous_commit in PostgreSQL's documentation; a transaction waits if it has written WAL.
 */
export default checkKind({
  proves: {
    en: 'A commit of a client waits in some databases, here for a standby that does not answer, and does not in others.',
    ru: 'В одних базах фиксация транзакции клиента ждёт, здесь – молчащую реплику, а в других не ждёт.',
  },
  parameters: z.object({
    waiting: about(databases, { en: 'databases where a commit must wait', ru: 'базы, где фиксация должна ждать' }),
    prompt: about(databases, { en: 'databases where it must not', ru: 'базы, где ждать не должна' }),
    user: about(sqlName.default('student'), { en: 'the role that commits', ru: 'роль, от которой идёт транзакция' }),
  }),
  example: { waiting: ['postgres'], prompt: ['clicks'] },
  pass: {
    en: 'A commit waits in: {waiting}; it does not in: {prompt}.',
    ru: 'Фиксация ждёт в: {waiting}; не ждёт в: {prompt}.',
  },
  failures: {
    hurried: {
      says: {
        en: 'A commit in {database} was acknowledged although no standby had it.',
        ru: 'Фиксация в {database} подтверждена, хотя ни на одной реплике её ещё нет.',
      },
      cause: {
        en: 'Replication is asynchronous, or synchronous_commit does not ask for a standby there.',
        ru: 'Репликация асинхронная, либо synchronous_commit там не требует реплики.',
      },
      look: {
        en: 'show synchronous_standby_names; show synchronous_commit',
        ru: 'show synchronous_standby_names; show synchronous_commit',
      },
    },
    waited: {
      says: {
        en: 'A commit in {database} waited for a standby: no answer within {seconds} s.',
        ru: 'Фиксация в {database} ждала реплику: за {seconds} с ответа не было.',
      },
      look: {
        en: 'On ns: psql -d {database} -c "show synchronous_commit"',
        ru: 'На ns: psql -d {database} -c "show synchronous_commit"',
      },
    },
    refused: {
      says: {
        en: 'A transaction in {database} failed: {reason}',
        ru: 'Транзакция в {database} не выполнена: {reason}',
      },
      look: { en: './pglab status; on ns: psql -d {database}', ru: './pglab status; на ns: psql -d {database}' },
    },
  },
  ask: ({ waiting, prompt, user }, scene) =>
    [...waiting, ...prompt].map((database) => clientQuestion(scene, { query, database, user, limit: patience })),
  judge(answers, { waiting, prompt }) {
    for (const [index, database] of [...waiting, ...prompt].entries()) {
      const answer = answers[index]
      const mustWait = index < waiting.length
      const facts = { machine: answer?.machine, params: { database, seconds: patience } }
      // 124: the client gave up waiting.
      if (answer?.code === 0 && mustWait) return fail('hurried', facts)
      if (answer?.code === 124 && !mustWait) return fail('waited', facts)
      if (answer?.code !== 0 && answer?.code !== 124)
        return fail('refused', { ...facts, params: { database, reason: shown(complaint(answer?.stderr ?? '')) } })
    }
    return pass({ params: { waiting: waiting.join(', ') || '–', prompt: prompt.join(', ') || '–' } })
  },
})
