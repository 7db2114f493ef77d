import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { sqlName } from '../readers/names.ts'
import { askServers, complaint, servers } from '../readers/servers.ts'

/** For what no other kind says; every server is asked itself, in a transaction that can change nothing. */
export default checkKind({
  proves: {
    en: 'On every named machine the server itself gives the wanted answer to a query.',
    ru: 'На каждой указанной машине сам сервер даёт на запрос нужный ответ.',
  },
  parameters: z.object({
    query: about(z.string().min(1), {
      en: 'one query; values of a row are divided by |',
      ru: 'один запрос; значения строки разделены знаком |',
    }),
    gives: about(z.union([z.string(), z.number()]), { en: 'the wanted answer', ru: 'нужный ответ' }),
    means: about(z.strictObject({ en: z.string(), ru: z.string() }), {
      en: 'what the query asks for, in both languages: it is shown instead of SQL',
      ru: 'что спрашивает запрос, на обоих языках: показывается вместо SQL',
    }),
    database: about(sqlName.default('postgres'), { en: 'the database', ru: 'база данных' }),
    machines: about(z.array(z.string()).min(1).optional(), {
      en: 'where; on every database machine unless said',
      ru: 'где; если не указано, на всех машинах с базой',
    }),
  }),
  example: {
    query: 'select count(*) from orders where not paid',
    gives: 0,
    means: { en: 'unpaid orders', ru: 'неоплаченные заказы' },
    database: 'shop',
  },
  pass: { en: '{en}: {expected} on {machines}.', ru: '{ru}: {expected} на {machines}.' },
  failures: {
    refused: {
      says: {
        en: '{machine} does not answer the query about {en}: {reason}',
        ru: '{machine} не отвечает на запрос ({ru}): {reason}',
      },
      look: { en: 'psql -d {database} on {machine}', ru: 'На {machine}: psql -d {database}' },
    },
    other: {
      says: {
        en: '{en} on {machine}: {found}, not {expected}.',
        ru: '{ru} на {machine}: {found}, а не {expected}.',
      },
      look: { en: 'psql -d {database} on {machine}', ru: 'На {machine}: psql -d {database}' },
    },
  },
  ask: ({ query, database, machines }, scene) =>
    askServers(machines ?? servers(scene), `set default_transaction_read_only = on; ${query}`, database),
  judge(answers, { gives, means, database }) {
    const expected = String(gives)
    for (const answer of answers) {
      const { machine = '', stdout = '', stderr = '', code } = answer ?? {}
      const params = { ...means, machine, database, expected }
      if (code !== 0)
        return fail('refused', { machine, expected, params: { ...params, reason: shown(complaint(stderr)) } })
      const found = shown(stdout.slice(0, 1000).trim())
      if (found !== expected) return fail('other', { machine, expected, found, params: { ...params, found } })
    }
    const machines = answers.flatMap((answer) => answer?.machine ?? []).join(', ')
    return pass({ expected, found: expected, params: { ...means, machines, expected } })
  },
})
