import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { askServers, complaint, servers } from '../readers/servers.ts'
import { readSettings, sameValue, settingName, settingsQuery, settingValue } from '../readers/settings.ts'

/** Source: the view pg_settings; `setting` counts in `unit`, so 48MB and 6144 blocks of 8kB are the same. */
export default checkKind({
  proves: {
    en: 'The running server of every member uses these values of parameters.',
    ru: 'Работающий сервер на каждом узле использует эти значения параметров.',
  },
  parameters: z.object({
    settings: about(z.record(settingName, settingValue), {
      en: 'parameters of PostgreSQL and their values',
      ru: 'параметры PostgreSQL и их значения',
    }),
    machines: about(z.array(z.string()).min(1).optional(), {
      en: 'where; on every database machine unless said',
      ru: 'где; если не указано, на всех машинах с базой',
    }),
  }),
  example: { settings: { work_mem: '16MB', log_min_duration_statement: 250 } },
  pass: {
    en: 'On {machines}: {settings}.',
    ru: 'На {machines}: {settings}.',
  },
  failures: {
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
    unknown: {
      says: {
        en: 'The server on {machine} knows no parameter {name}.',
        ru: 'Сервер на {machine} не знает параметра {name}.',
      },
    },
    differs: {
      says: {
        en: 'On {machine} {name} is {found}, not {expected}.',
        ru: 'На {machine} {name} = {found}, а не {expected}.',
      },
      cause: {
        en: 'The change has not reached this member, waits for a restart there, or is overridden by a setting of its own.',
        ru: 'Изменение до узла не дошло, ждёт там перезапуска либо перекрыто собственной настройкой узла.',
      },
      look: {
        en: "On {machine}: select source, sourcefile from pg_settings where name = ''{name}''; ./pglab status",
        ru: "На {machine}: select source, sourcefile from pg_settings where name = ''{name}''; ./pglab status",
      },
    },
  },
  ask: ({ settings, machines }, scene) => askServers(machines ?? servers(scene), settingsQuery(Object.keys(settings))),
  judge(answers, { settings }) {
    const wanted = Object.entries(settings)
    for (const answer of answers) {
      const { machine = '', stdout = '', stderr = '' } = answer ?? {}
      const read = readSettings(stdout)
      if (!read) return fail('down', { machine, params: { machine, reason: complaint(stderr) } })
      for (const [name, value] of wanted) {
        const row = read[name]
        if (!row) return fail('unknown', { machine, params: { machine, name } })
        if (sameValue(value, row.setting, row.unit)) continue
        return fail('differs', {
          machine,
          expected: `${name} = ${value}`,
          found: `${name} = ${row.shown}`,
          params: { machine, name, found: row.shown, expected: String(value) },
        })
      }
    }
    const list = wanted.map(([name, value]) => `${name} = ${value}`).join(', ')
    const machines = answers.flatMap((answer) => answer?.machine ?? []).join(', ')
    return pass({ expected: list, found: list, params: { machines, settings: list } })
  },
})
