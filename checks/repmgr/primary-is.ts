import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { listedNodes, nodeQuestions, nodesIn, silent, silentNodes } from '../readers/nodes.ts'

/**
 * Whether a server takes writes is what it says itself; repmgr.nodes is what repmgr believes, and rows of primaries that
 * failed stay there, marked as inactive. Source: the table `repmgr.nodes` of repmgr 5.5.
 */
export default checkKind({
  proves: {
    en: 'The named member takes writes, no other member does, and repmgr has it down as the primary.',
    ru: 'Запись принимает указанный узел и только он, и repmgr тоже считает ведущим его.',
  },
  parameters: z.object({
    member: about(z.union([z.string(), z.array(z.string()).min(1)]), {
      en: 'who is to be the primary; of several, any',
      ru: 'кто должен быть ведущим; если их несколько, то любой',
    }),
  }),
  example: { member: 'pg02' },
  pass: {
    en: '{member} is the primary, timeline {timeline}.',
    ru: 'Ведущий сервер – {member}, таймлайн {timeline}.',
  },
  failures: {
    silent,
    none: {
      says: { en: 'No member takes writes.', ru: 'Запись не принимает ни один узел.' },
      cause: {
        en: 'The primary is down, and no standby was promoted: repmgrd is paused, stopped, or found no majority.',
        ru: 'Ведущий сервер не работает, а резервный не повышен: repmgrd на паузе, остановлен или не набрал большинства.',
      },
      look: {
        en: 'repmgr service status; journalctl -u "$PGLAB_REPMGR_UNIT" on a standby',
        ru: 'repmgr service status; на резервном сервере: journalctl -u "$PGLAB_REPMGR_UNIT"',
      },
    },
    other: {
      says: { en: '{primary} is the primary, not {member}.', ru: 'Ведущий сервер – {primary}, а не {member}.' },
      look: { en: 'repmgr cluster show; repmgr cluster event', ru: 'repmgr cluster show; repmgr cluster event' },
    },
    several: {
      says: {
        en: '{primaries} take writes, each of them: two primaries.',
        ru: '{primaries} принимают запись одновременно: ведущих серверов больше одного.',
      },
      cause: {
        en: 'An old primary was started again after another server had been promoted.',
        ru: 'Прежний ведущий сервер снова запущен, хотя вместо него уже повышен другой.',
      },
      look: {
        en: 'SELECT pg_is_in_recovery() on each; then repmgr node rejoin for the older one',
        ru: 'SELECT pg_is_in_recovery() на каждом; затем для прежнего – repmgr node rejoin',
      },
    },
    table: {
      says: {
        en: "{member} takes writes, but repmgr's table there says: {listed}.",
        ru: '{member} принимает запись, но в таблице repmgr на нём значится: {listed}.',
      },
      cause: {
        en: 'The server was promoted by something other than repmgr, so nobody told repmgr.',
        ru: 'Сервер повысили в обход repmgr, и repmgr об этом не знает.',
      },
      look: {
        en: 'repmgr cluster show on {member}; repmgr primary register --force',
        ru: 'На {member}: repmgr cluster show; repmgr primary register --force',
      },
    },
  },
  troubles: { silent },
  ask: (_, scene) => nodeQuestions(scene),
  judge(answers, { member }, scene) {
    const view = nodesIn(answers, scene)
    if (!view) return silentNodes(answers)
    const wanted = [member].flat()
    const { primaries, primary } = view
    const facts = { expected: wanted.join(' / '), found: primaries.join(', '), evidence: [listedNodes(view)] }
    if (!primary) return fail('none', facts)
    if (primaries.length > 1) return fail('several', { ...facts, params: { primaries: primaries.join(', ') } })
    const { self, timeline } = primary
    if (!wanted.includes(self))
      return fail('other', { ...facts, machine: self, params: { primary: self, member: wanted.join(' / ') } })
    const active = (primary.nodes ?? []).filter(({ type, active }) => type === 'primary' && active)
    const listed = active.map(({ name }) => `${name} primary`).join(', ') || '–'
    return active.length === 1 && active[0]?.name === self
      ? pass({ ...facts, machine: self, params: { member: self, timeline: timeline ?? 0 } })
      : fail('table', { ...facts, machine: self, found: listed, params: { member: self, listed } })
  },
})
