import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { sqlName } from '../readers/names.ts'
import { askServers, complaint, servers } from '../readers/servers.ts'

/** Every server is asked itself, so what only the leader has does not count. */
export default checkKind({
  proves: {
    en: 'Every member has the table with as many rows as asked for, its own copy of them.',
    ru: 'На каждом узле есть эта таблица, и в его собственной копии столько строк, сколько требуется.',
  },
  parameters: z.object({
    database: about(sqlName.default('postgres'), { en: 'the database', ru: 'база данных' }),
    table: about(sqlName, { en: 'the table', ru: 'таблица' }),
    schema: about(sqlName.default('public'), { en: 'its schema', ru: 'её схема' }),
    rows: about(z.int().min(0), { en: 'least number of rows', ru: 'наименьшее число строк' }),
    machines: about(z.array(z.string()).min(1).optional(), {
      en: 'where; on every database machine unless said',
      ru: 'где; если не указано, на всех машинах с базой',
    }),
  }),
  example: { database: 'shop', table: 'orders', rows: 100 },
  pass: {
    en: '{table} is on {machines} with {n, plural, one {# row} other {# rows}}.',
    ru: '{table} есть на {machines}, {n, plural, one {# строка} few {# строки} many {# строк} other {# строки}}.',
  },
  failures: {
    absent: {
      says: {
        en: 'On {machine} there is no table {table} in the database {database}: {reason}',
        ru: 'На {machine} в базе {database} нет таблицы {table}: {reason}',
      },
      cause: {
        en: 'It was made in another database, schema or under another name, or has not arrived there.',
        ru: 'Она создана в другой базе, схеме или под другим именем либо туда ещё не дошла.',
      },
      look: { en: 'psql -l; psql -d {database} -c "\\dt *.*"', ru: 'psql -l; psql -d {database} -c "\\dt *.*"' },
    },
    fewer: {
      says: {
        en: '{table} on {machine} has {n, plural, one {# row} other {# rows}}; {rows} are wanted.',
        ru: 'В {table} на {machine} {n, plural, one {# строка} few {# строки} many {# строк} other {# строки}}, а нужно {rows}.',
      },
      cause: {
        en: 'Fewer rows were inserted, the transaction was not committed, or this member lags behind.',
        ru: 'Вставлено меньше строк, транзакция не зафиксирована или узел отстаёт.',
      },
      look: {
        en: './pglab status; on {machine}: psql -d {database} -c "select count(*) from {table}"',
        ru: './pglab status; на {machine}: psql -d {database} -c "select count(*) from {table}"',
      },
    },
  },
  ask: ({ database, schema, table, machines }, scene) =>
    askServers(machines ?? servers(scene), `select count(*) from ${schema}.${table}`, database),
  judge(answers, { database, table, rows }) {
    let least = Number.POSITIVE_INFINITY
    for (const answer of answers) {
      const { machine = '', stdout = '', stderr = '', code } = answer ?? {}
      const facts = { machine, expected: `>= ${rows}` }
      const count = /^\d{1,15}$/.exec(stdout.trim())?.[0]
      if (code !== 0 || count === undefined) {
        const reason = shown(complaint(stderr))
        return fail('absent', { ...facts, found: '–', params: { machine, table, database, reason } })
      }
      least = Math.min(least, Number(count))
      if (Number(count) < rows)
        return fail('fewer', { ...facts, found: count, params: { machine, table, database, n: Number(count), rows } })
    }
    const machines = answers.flatMap((answer) => answer?.machine ?? []).join(', ')
    return pass({ expected: `>= ${rows}`, found: String(least), params: { table, machines, n: least } })
  },
})
