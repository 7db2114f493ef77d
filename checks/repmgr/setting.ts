import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { type Conf, confQuestion, readConf } from '../readers/repmgr-conf.ts'
import { sameValue, settingValue } from '../readers/settings.ts'

/**
 * What repmgrd 5.5 reads again on SIGHUP; all else it reads as it starts, and says nothing of it on a reload. Seen in
 * its log with every parameter changed at once; the rest by the manual, "Reloading the repmgrd configuration".
 */
const reloadable =
  /^(always_promote|async_query_timeout|child_nodes_.*|connection_check_type|conninfo|degraded_monitoring_timeout|event_notification.*|failover|failover_validation_command|follow_command|log_.*|monitor_interval_secs|monitoring_history|primary_notification_timeout|primary_visibility_consensus|promote_command|reconnect_.*|repmgrd_standby_startup_timeout|retry_promote_interval_secs|sibling_nodes_disconnect_timeout|standby_disconnect_on_failover)$/

export default checkKind({
  proves: {
    en: 'The parameter stands in repmgr.conf of each named node with that value, and the running repmgrd has read it.',
    ru: 'Параметр стоит в repmgr.conf каждого указанного узла с этим значением, и работающий repmgrd его прочитал.',
  },
  parameters: z.object({
    members: about(z.array(z.string()).min(1).optional(), {
      en: 'on which nodes; on all of them, the witness included, where none are named',
      ru: 'на каких узлах; если не указано – на всех, включая свидетеля',
    }),
    name: about(z.string().regex(/^[a-z_]{1,60}$/), {
      en: 'a parameter of repmgr.conf',
      ru: 'параметр файла repmgr.conf',
    }),
    value: about(settingValue, { en: 'its value', ru: 'его значение' }),
  }),
  example: { members: ['pg02', 'pg03'], name: 'primary_visibility_consensus', value: true },
  pass: { en: '{members}: {name} = {value}.', ru: '{members}: {name} = {value}.' },
  failures: {
    unreadable: {
      says: {
        en: 'repmgr.conf of {member} cannot be read.',
        ru: 'Файл repmgr.conf узла {member} прочитать не удалось.',
      },
      cause: { en: 'The file is gone, or the machine is off.', ru: 'Файла нет, либо машина выключена.' },
      look: { en: 'On {member}: ls -l $PGLAB_REPMGR_CONF', ru: 'На {member}: ls -l $PGLAB_REPMGR_CONF' },
    },
    unset: {
      says: { en: 'repmgr.conf of {member} has no {name}.', ru: 'В repmgr.conf узла {member} нет {name}.' },
      cause: {
        en: 'The file belongs to one node alone; nobody copies it to the others.',
        ru: 'Этот файл у каждого узла свой: на другие узлы его никто не копирует.',
      },
      look: { en: 'On {member}: $PGLAB_REPMGR_CONF', ru: 'На {member}: $PGLAB_REPMGR_CONF' },
    },
    other: {
      says: {
        en: 'In repmgr.conf of {member} {name} is {found}, not {value}.',
        ru: 'В repmgr.conf узла {member} {name} = {found}, а не {value}.',
      },
      look: { en: 'On {member}: grep {name} $PGLAB_REPMGR_CONF', ru: 'На {member}: grep {name} $PGLAB_REPMGR_CONF' },
    },
    down: {
      says: {
        en: 'repmgrd does not run on {member}, so nobody there acts by {name}.',
        ru: 'На {member} не работает repmgrd: применить {name} там некому.',
      },
      look: {
        en: 'On {member}: systemctl status $PGLAB_REPMGR_UNIT',
        ru: 'На {member}: systemctl status $PGLAB_REPMGR_UNIT',
      },
    },
    unread: {
      says: {
        en: 'repmgr.conf of {member} is right, but the running repmgrd has not read it since it was changed.',
        ru: 'В repmgr.conf узла {member} всё верно, но работающий repmgrd после изменения его не перечитывал.',
      },
      cause: {
        en: 'repmgrd reads its file as it starts and, for part of the parameters, on SIGHUP.',
        ru: 'repmgrd читает файл при запуске, а часть параметров – и по сигналу SIGHUP.',
      },
      look: {
        en: 'On {member}: systemctl restart $PGLAB_REPMGR_UNIT; journalctl -u $PGLAB_REPMGR_UNIT',
        ru: 'На {member}: systemctl restart $PGLAB_REPMGR_UNIT; journalctl -u $PGLAB_REPMGR_UNIT',
      },
    },
  },
  ask: ({ members }, scene) => (members ?? scene.having('repmgr-node')).map(confQuestion),
  judge(answers, { members: named, name, value }, scene) {
    const members = named ?? scene.having('repmgr-node')
    for (const [index, member] of members.entries()) {
      const conf = readConf(answers[index])
      const params = { member, name, value: String(value) }
      const facts = { machine: member, expected: `${name} = ${value}`, params }
      if (!conf) return fail('unreadable', facts)
      const found = conf.values.get(name)
      if (found === undefined) return fail('unset', facts)
      if (!sameValue(value, found)) return fail('other', { ...facts, found, params: { ...params, found } })
      if (conf.started === undefined) return fail('down', { ...facts, found })
      if (!hasRead(conf, name, value)) return fail('unread', { ...facts, found, evidence: moments(conf) })
    }
    const params = { members: members.join(', '), name, value: String(value) }
    return pass({ expected: `${name} = ${value}`, found: `${name} = ${value}`, params })
  },
})

/** Whether the daemon works by what stands in the file: it read it after the last change, or says that it has the value. */
function hasRead({ changed, started = 0, reloaded = 0, took }: Conf, name: string, value: string | number | boolean) {
  if (changed <= started) return true
  if (!reloadable.test(name)) return false
  const taken = took.get(name)
  return changed <= reloaded || (taken !== undefined && sameValue(value, taken))
}

const moments = ({ changed, started, reloaded }: Conf): string[] =>
  Object.entries({ 'file changed': changed, 'repmgrd started': started, 'repmgrd reloaded': reloaded }).flatMap(
    ([what, at]) => (at === undefined ? [] : [shown(`${what}: ${new Date(at * 1000).toISOString()}`)]),
  )
