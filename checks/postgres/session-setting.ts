import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { clientQuestion } from '../readers/client.ts'
import { sqlName } from '../readers/names.ts'
import { complaint } from '../readers/servers.ts'
import { sameValue, settingName, settingValue } from '../readers/settings.ts'

/** Source: SHOW in a session that has just begun; ALTER ROLE and ALTER DATABASE … SET work from then on. */
export default checkKind({
  proves: {
    en: 'A session that a client begins now in this database, as this role, has this value of a parameter.',
    ru: 'У сеанса, который клиент откроет сейчас в этой базе под этой ролью, параметр имеет такое значение.',
  },
  parameters: z.object({
    name: about(settingName, { en: 'parameter of PostgreSQL', ru: 'параметр PostgreSQL' }),
    value: about(settingValue, { en: 'its value', ru: 'его значение' }),
    database: about(sqlName.default('postgres'), { en: 'the database', ru: 'база данных' }),
    user: about(sqlName.default('student'), {
      en: 'the role; its password must be in ~/.pgpass of root',
      ru: 'роль; её пароль должен быть в ~/.pgpass у root',
    }),
  }),
  example: { name: 'synchronous_commit', value: 'local', database: 'clicks' },
  pass: {
    en: 'New sessions of {user} in {database}: {name} = {value}.',
    ru: 'Новые сеансы {user} в {database}: {name} = {value}.',
  },
  failures: {
    refused: {
      says: {
        en: '{user} gets no session in {database}: {reason}',
        ru: 'Сеанс {user} в {database} не открывается: {reason}',
      },
      look: { en: './pglab status; on ns: psql -d {database}', ru: './pglab status; на ns: psql -d {database}' },
    },
    differs: {
      says: {
        en: 'New sessions of {user} in {database} have {name} = {found}, not {value}.',
        ru: 'В новых сеансах {user} в {database} {name} = {found}, а не {value}.',
      },
      cause: {
        en: 'The value was set at another level: for the cluster, the database, the role, or the role in the database.',
        ru: 'Значение задано на другом уровне: для кластера, базы, роли или роли в базе.',
      },
      look: {
        en: 'psql: \\drds shows what is set for roles and databases; on ns: psql -d {database} -c "show {name}"',
        ru: 'psql: \\drds показывает, что задано для ролей и баз; на ns: psql -d {database} -c "show {name}"',
      },
    },
  },
  ask: ({ name, database, user }, scene) => [clientQuestion(scene, { query: `show ${name}`, database, user })],
  judge([answer], { name, value, database, user }) {
    const params = { name, value: String(value), database, user }
    const facts = { machine: answer?.machine, expected: `${name} = ${value}`, params }
    const found = shown(answer?.stdout.trim() ?? '')
    if (answer?.code !== 0)
      return fail('refused', { ...facts, params: { ...params, reason: shown(complaint(answer?.stderr ?? '')) } })
    const seen = { ...facts, found: `${name} = ${found}`, params: { ...params, found } }
    return sameValue(value, found) ? pass(seen) : fail('differs', seen)
  },
})
