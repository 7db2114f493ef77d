import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { nodeQuestions, nodesIn, silent, silentNodes } from '../readers/nodes.ts'

/** Source: "Using a witness server" in repmgr's manual: a server of its own, outside of replication, with a copy of repmgr's tables. */
export default checkKind({
  proves: {
    en: 'The witness is registered as one, is a server of its own, belongs to the present primary, and knows the same nodes.',
    ru: 'Свидетель зарегистрирован именно свидетелем, работает на собственном сервере, закреплён за нынешним ведущим сервером и знает те же узлы.',
  },
  parameters: z.object({
    in_step: about(z.boolean().default(true), {
      en: 'whether its copy of the nodes must equal the table of the primary',
      ru: 'должна ли его копия таблицы узлов совпадать с таблицей ведущего сервера',
    }),
  }),
  example: { in_step: true },
  pass: {
    en: '{witness} is the witness of {primary}, a server of its own{step, select, true {, and knows the same {n, plural, one {# node} other {# nodes}}} other {}}.',
    ru: '{witness} – свидетель при {primary}, сервер у него собственный{step, select, true { и знает он те же узлы ({n})} other {}}.',
  },
  failures: {
    'no-primary': {
      says: { en: 'No member is a primary.', ru: 'Ни один узел не является ведущим сервером.' },
      look: { en: 'repmgr cluster show', ru: 'repmgr cluster show' },
    },
    down: {
      says: {
        en: 'On {witness} no PostgreSQL answers that has the tables of repmgr.',
        ru: 'На {witness} не отвечает PostgreSQL с таблицами repmgr.',
      },
      cause: {
        en: 'There is no server yet, it does not run, or it has no database repmgr.',
        ru: 'Сервера ещё нет, он не запущен или в нём нет базы repmgr.',
      },
      look: {
        en: 'On {witness}: systemctl status $PGLAB_POSTGRES_UNIT; repmgr cluster show',
        ru: 'На {witness}: systemctl status $PGLAB_POSTGRES_UNIT; repmgr cluster show',
      },
    },
    standby: {
      says: {
        en: 'The server of {witness} is a copy of the primary, not a server of its own.',
        ru: 'Сервер на {witness} – копия ведущего, а не самостоятельный сервер.',
      },
      cause: {
        en: 'Its data came by a clone: that makes one more standby, not a witness.',
        ru: 'Его данные получены клонированием: это ещё одна реплика, а не свидетель.',
      },
      look: {
        en: 'On {witness}: select system_identifier from pg_control_system(); the same on the primary',
        ru: 'На {witness} и на ведущем: select system_identifier from pg_control_system()',
      },
    },
    absent: {
      says: {
        en: '{witness} is not registered: the table on {primary} does not know it.',
        ru: '{witness} не зарегистрирован: в таблице на {primary} его нет.',
      },
      look: { en: 'repmgr cluster show; repmgr witness --help', ru: 'repmgr cluster show; repmgr witness --help' },
    },
    type: {
      says: {
        en: '{witness} is registered as {found}, not as a witness.',
        ru: '{witness} зарегистрирован как {found}, а не как witness.',
      },
      look: { en: 'repmgr cluster show', ru: 'repmgr cluster show' },
    },
    inactive: {
      says: {
        en: '{witness} is registered, but as inactive.',
        ru: '{witness} зарегистрирован, но помечен неактивным.',
      },
      look: { en: 'repmgr cluster show', ru: 'repmgr cluster show' },
    },
    upstream: {
      says: {
        en: '{witness} belongs to {found}, but {primary} is the primary.',
        ru: '{witness} закреплён за {found}, а ведущий сервер – {primary}.',
      },
      cause: {
        en: 'After a change of primary the repmgrd of the witness attaches it to the new one; it does not run, or could not.',
        ru: 'После смены ведущего свидетеля перезакрепляет его собственный repmgrd; он не работает или не смог этого сделать.',
      },
      look: {
        en: 'On {witness}: journalctl -u $PGLAB_REPMGR_UNIT; repmgr witness register --force -h {primary}',
        ru: 'На {witness}: journalctl -u $PGLAB_REPMGR_UNIT; repmgr witness register --force -h {primary}',
      },
    },
    stale: {
      says: {
        en: 'What {witness} knows of {nodes} is not what {primary} says.',
        ru: '{witness} знает о {nodes} не то, что говорит {primary}.',
      },
      cause: {
        en: 'The repmgrd of the witness fetches the tables every witness_sync_interval seconds; it does not run there.',
        ru: 'Таблицы каждые witness_sync_interval секунд забирает repmgrd свидетеля; он там не работает.',
      },
      look: {
        en: 'On {witness}: systemctl status $PGLAB_REPMGR_UNIT; select * from repmgr.nodes',
        ru: 'На {witness}: systemctl status $PGLAB_REPMGR_UNIT; select * from repmgr.nodes',
      },
    },
  },
  troubles: { silent },
  ask: (_, scene) => nodeQuestions(scene),
  judge(answers, { in_step }, scene) {
    const view = nodesIn(answers, scene)
    if (!view) return silentNodes(answers)
    const { primary } = view
    if (!primary) return fail('no-primary')
    const witness = scene.having('repmgr-node').find((name) => !scene.having('member').includes(name)) ?? ''
    const params = { witness, primary: primary.self }
    const facts = { machine: witness, params }
    const own = view.nodes.get(witness)
    if (!own) return fail('down', facts)
    if (own.system === primary.system)
      return fail('standby', { ...facts, found: own.system, expected: `not ${primary.system}` })
    const row = primary.nodes?.find(({ name }) => name === witness)
    if (!row) return fail('absent', { ...facts, machine: primary.self })
    const seen = { ...facts, machine: primary.self, found: row.type, expected: 'witness' }
    if (row.type !== 'witness') return fail('type', { ...seen, params: { ...params, found: row.type } })
    if (!row.active) return fail('inactive', seen)
    const upstream = row.upstream ?? '–'
    if (upstream !== primary.self)
      return fail('upstream', {
        ...seen,
        found: upstream,
        expected: primary.self,
        params: { ...params, found: upstream },
      })

    const odd = in_step ? different(primary.nodes ?? [], own.nodes ?? []) : []
    if (odd.length > 0)
      return fail('stale', { ...facts, found: odd.join(', '), params: { ...params, nodes: odd.join(', ') } })
    return pass({ ...seen, params: { ...params, step: String(in_step), n: own.nodes?.length ?? 0 } })
  },
})

/** Names of the nodes that two tables do not agree on. */
function different(one: readonly { name: string }[], other: readonly { name: string }[]): string[] {
  const rows = (table: typeof one) => new Map(table.map((row) => [row.name, JSON.stringify(row)]))
  const [first, second] = [rows(one), rows(other)]
  return [...new Set([...first.keys(), ...second.keys()])].filter((name) => first.get(name) !== second.get(name))
}
