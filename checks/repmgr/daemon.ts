import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { nodeQuestions, nodesIn, silent, silentNodes } from '../readers/nodes.ts'

/**
 * repmgrd tells its own server that it runs and whether it is paused; so a server that is down says neither.
 * Source: functions repmgrd_is_running() and repmgrd_is_paused() of the extension repmgr 5.5.
 */
export default checkKind({
  proves: {
    en: 'repmgrd runs on the named nodes and is not paused; or, if asked so, is paused there.',
    ru: 'На указанных узлах repmgrd работает и не стоит на паузе; либо, если так задано, стоит.',
  },
  parameters: z.object({
    members: about(z.array(z.string()).min(1).optional(), {
      en: 'on which nodes; on all of them, the witness included, unless said',
      ru: 'на каких узлах; если не указано – на всех, включая свидетеля',
    }),
    paused: about(z.boolean().default(false), {
      en: 'true: it is to be paused',
      ru: 'true: должен стоять на паузе',
    }),
  }),
  example: {},
  pass: {
    en: 'repmgrd {paused, select, true {is paused} other {watches}} on {members}.',
    ru: '{members}: repmgrd {paused, select, true {на паузе} other {наблюдает}}.',
  },
  failures: {
    silent,
    mute: {
      says: {
        en: 'PostgreSQL on {member} does not answer, so repmgrd has nothing to watch there.',
        ru: 'PostgreSQL на {member} не отвечает, и repmgrd там не за чем наблюдать.',
      },
      look: {
        en: './pglab status; systemctl status "$PGLAB_POSTGRES_UNIT" on {member}',
        ru: './pglab status; на {member}: systemctl status "$PGLAB_POSTGRES_UNIT"',
      },
    },
    stopped: {
      says: { en: 'repmgrd does not run on {member}.', ru: 'На {member} repmgrd не работает.' },
      cause: {
        en: 'A node without repmgrd takes no part when the primary is lost.',
        ru: 'Узел без repmgrd в замене потерянного ведущего сервера не участвует.',
      },
      look: {
        en: 'repmgr service status; systemctl status "$PGLAB_REPMGR_UNIT" on {member}',
        ru: 'repmgr service status; на {member}: systemctl status "$PGLAB_REPMGR_UNIT"',
      },
    },
    paused: {
      says: { en: 'repmgrd on {member} is paused.', ru: 'repmgrd на {member} стоит на паузе.' },
      cause: {
        en: 'While repmgrd is paused, a lost primary is replaced by nobody.',
        ru: 'Пока repmgrd на паузе, потерянный ведущий сервер никто не заменит.',
      },
      look: { en: 'repmgr service unpause', ru: 'repmgr service unpause' },
    },
    awake: {
      says: { en: 'repmgrd on {member} is not paused.', ru: 'repmgrd на {member} не на паузе.' },
      look: { en: 'repmgr service pause', ru: 'repmgr service pause' },
    },
  },
  troubles: { silent },
  ask: (_, scene) => nodeQuestions(scene),
  judge(answers, { members: named, paused }, scene) {
    const view = nodesIn(answers, scene)
    if (!view) return silentNodes(answers)
    const members = named ?? scene.having('repmgr-node')
    const expected = paused ? 'paused' : 'running'
    const evidence = members.map((member) => {
      const node = view.nodes.get(member)
      return `${member}: ${!node ? 'no answer' : !node.daemon ? 'not running' : node.paused ? 'paused' : 'running'}`
    })
    for (const member of members) {
      const node = view.nodes.get(member)
      const facts = { machine: member, expected, evidence, params: { member } }
      if (!node) return fail('mute', facts)
      if (!node.daemon) return fail('stopped', { ...facts, found: 'not running' })
      if (node.paused && !paused) return fail('paused', { ...facts, found: 'paused' })
      if (!node.paused && paused) return fail('awake', { ...facts, found: 'running' })
    }
    return pass({
      expected,
      found: expected,
      evidence,
      params: { members: members.join(', '), paused: String(paused) },
    })
  },
})
