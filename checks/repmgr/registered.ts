import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { nodeQuestions, nodesIn, silent, silentNodes } from '../readers/nodes.ts'
import { confQuestion, readConf } from '../readers/repmgr-conf.ts'

/**
 * Sources: table repmgr.nodes of repmgr 5.5; defaults of `priority` and `location` in its repmgr.conf.sample. A change
 * in the file reaches the table only by registering again, and a failover decides by the table.
 */
export default checkKind({
  proves: {
    en: 'The member is registered with repmgr and active, as the given type, and with the given priority and location, both in the table of the primary and in its own repmgr.conf.',
    ru: 'Узел зарегистрирован в repmgr и активен, тип – указанный, приоритет и location – указанные, как в таблице ведущего сервера, так и в его собственном repmgr.conf.',
  },
  parameters: z.object({
    member: about(z.string(), { en: 'which node', ru: 'какой узел' }),
    type: about(z.enum(['primary', 'standby', 'witness']), {
      en: 'what it is to be registered as',
      ru: 'в качестве кого он должен быть зарегистрирован',
    }),
    priority: about(z.number().int().min(0).optional(), {
      en: 'its priority; any, where none is given',
      ru: 'его приоритет; если не указано – любой',
    }),
    location: about(z.string().optional(), {
      en: 'its location; any, where none is given',
      ru: 'его location; если не указано – любой',
    }),
  }),
  example: { member: 'pg03', type: 'standby', priority: 80 },
  pass: { en: '{member} is registered: {found}.', ru: '{member} зарегистрирован: {found}.' },
  failures: {
    'no-primary': {
      says: { en: 'No member is a primary.', ru: 'Ни один узел не является ведущим сервером.' },
      look: { en: 'repmgr cluster show', ru: 'repmgr cluster show' },
    },
    absent: {
      says: {
        en: '{member} is not registered: the table on {primary} does not know it.',
        ru: '{member} не зарегистрирован: в таблице на {primary} его нет.',
      },
      cause: {
        en: 'A server that replicates is a node of repmgr only once it has been registered.',
        ru: 'Сервер, который получает WAL, становится узлом repmgr только после регистрации.',
      },
      look: {
        en: 'repmgr cluster show; repmgr help standby register',
        ru: 'repmgr cluster show; repmgr standby --help',
      },
    },
    inactive: {
      says: { en: '{member} is registered, but as inactive.', ru: '{member} зарегистрирован, но помечен неактивным.' },
      cause: {
        en: 'A failover left it behind as lost, and it was not registered again.',
        ru: 'При аварийном переключении его сочли потерянным и с тех пор не зарегистрировали заново.',
      },
      look: { en: 'repmgr cluster show', ru: 'repmgr cluster show' },
    },
    type: {
      says: {
        en: '{member} is registered as {found}, not as {expected}.',
        ru: '{member} зарегистрирован как {found}, а не как {expected}.',
      },
      look: { en: 'repmgr cluster show', ru: 'repmgr cluster show' },
    },
    table: {
      says: {
        en: 'The table on {primary} gives {member} {name} {found}, not {expected}.',
        ru: 'В таблице на {primary} у {member} {name} {found}, а не {expected}.',
      },
      cause: {
        en: 'A change in repmgr.conf gets into the table only when the node is registered again.',
        ru: 'Изменение в repmgr.conf попадает в таблицу, только когда узел регистрируют заново.',
      },
      look: {
        en: 'repmgr cluster show; standby register --force',
        ru: 'repmgr cluster show; standby register --force',
      },
    },
    unreadable: {
      says: {
        en: 'repmgr.conf of {member} cannot be read.',
        ru: 'Файл repmgr.conf узла {member} прочитать не удалось.',
      },
      cause: { en: 'The file is gone, or the machine is off.', ru: 'Файла нет, либо машина выключена.' },
      look: { en: 'On {member}: ls -l $PGLAB_REPMGR_CONF', ru: 'На {member}: ls -l $PGLAB_REPMGR_CONF' },
    },
    file: {
      says: {
        en: 'repmgr.conf of {member} has {name} {found}, not {expected}.',
        ru: 'В repmgr.conf узла {member} {name} {found}, а не {expected}.',
      },
      cause: {
        en: 'The next registration would take the value from the file.',
        ru: 'При следующей регистрации значение будет взято из файла.',
      },
      look: { en: 'On {member}: grep {name} $PGLAB_REPMGR_CONF', ru: 'На {member}: grep {name} $PGLAB_REPMGR_CONF' },
    },
  },
  troubles: { silent },
  ask: ({ member }, scene) => [...nodeQuestions(scene), confQuestion(member)],
  judge(answers, { member, type, priority, location }, scene) {
    const view = nodesIn(answers.slice(0, -1), scene)
    if (!view) return silentNodes(answers)
    const { primary } = view
    if (!primary) return fail('no-primary')
    const row = primary.nodes?.find(({ name }) => name === member)
    const facts = { machine: primary.self, expected: type, params: { member, primary: primary.self } }
    if (!row) return fail('absent', facts)
    const is = `${row.type}, priority ${row.priority}, location ${row.location}`
    const seen = { ...facts, found: is, evidence: [`${member}: ${is}${row.active ? '' : ', inactive'}`] }
    if (row.type !== type)
      return fail('type', { ...seen, params: { ...facts.params, found: row.type, expected: type } })
    if (!row.active) return fail('inactive', seen)

    const conf = readConf(answers.at(-1))
    const wanted = { priority, location }
    const defaults = { priority: '100', location: 'default' }
    for (const name of ['priority', 'location'] as const) {
      if (wanted[name] === undefined) continue
      if (!conf) return fail('unreadable', { ...seen, machine: member })
      const expected = String(wanted[name])
      const places = { table: String(row[name]), file: conf.values.get(name) ?? defaults[name] }
      for (const place of ['table', 'file'] as const)
        if (places[place] !== expected) {
          const params = { ...facts.params, name, found: places[place], expected }
          const machine = place === 'table' ? primary.self : member
          return fail(place, { ...seen, machine, expected: `${name} ${expected}`, found: places[place], params })
        }
    }
    return pass({ ...seen, params: { ...facts.params, found: is } })
  },
})
