import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { clusterQuestions, silence, silentCluster, viewOf } from '../readers/cluster.ts'

/** Source: `pending_restart` of a member in GET /cluster; absent where it does not wait. */
export default checkKind({
  proves: {
    en: 'No member waits for a restart to take a parameter over; or, if asked so, every named one does.',
    ru: 'Ни один узел не ждёт перезапуска, чтобы применить параметр; либо, если так задано, ждут все указанные.',
  },
  parameters: z.object({
    pending: about(z.boolean().default(false), {
      en: 'true: they are to wait for a restart',
      ru: 'true: узлы должны ждать перезапуска',
    }),
    members: about(z.array(z.string()).min(1).optional(), {
      en: 'which members; all of them unless said',
      ru: 'какие узлы; если не указано, все',
    }),
  }),
  example: {},
  pass: {
    en: '{pending, select, yes {{members}: waiting for a restart.} other {No member waits for a restart.}}',
    ru: '{pending, select, yes {{members}: ждут перезапуска.} other {Перезапуска никто не ждёт.}}',
  },
  failures: {
    waiting: {
      says: { en: '{members}: still waiting for a restart.', ru: '{members}: всё ещё ждут перезапуска.' },
      cause: {
        en: 'A parameter was changed that a server reads only when it starts.',
        ru: 'Изменён параметр, который сервер читает только при запуске.',
      },
      look: {
        en: 'patronictl list: the columns "Pending restart" and, in recent versions, its reason',
        ru: 'patronictl list: столбец «Pending restart», в новых версиях и причина',
      },
    },
    quiet: {
      says: { en: '{members}: not waiting for a restart.', ru: '{members}: перезапуска не ждут.' },
      look: { en: 'patronictl list; patronictl show-config', ru: 'patronictl list; patronictl show-config' },
    },
    absent: {
      says: { en: '{members}: no member of the cluster now.', ru: '{members}: сейчас не в кластере.' },
      look: { en: 'patronictl list', ru: 'patronictl list' },
    },
  },
  troubles: { silent: silentCluster },
  ask: (_, scene) => clusterQuestions(scene),
  judge(answers, { pending, members }, scene) {
    const view = viewOf(answers)
    if (!view) return silence(answers)
    const named = members ?? scene.having('patroni')
    const waiting = named.filter((name) => view.members.find((member) => member.name === name)?.pendingRestart)
    const absent = named.filter((name) => !view.members.some((member) => member.name === name))
    const facts = {
      machine: view.source,
      expected: pending ? named.join(', ') : '–',
      found: waiting.join(', ') || '–',
    }
    const of = (names: readonly string[]) => ({ ...facts, params: { members: names.join(', ') } })
    if (absent.length > 0) return fail('absent', of(absent))
    if (!pending && waiting.length > 0) return fail('waiting', of(waiting))
    if (pending && waiting.length < named.length)
      return fail('quiet', of(named.filter((name) => !waiting.includes(name))))
    return pass({ ...facts, params: { pending: pending ? 'yes' : 'no', members: named.join(', ') } })
  },
})
