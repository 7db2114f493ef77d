import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass, type Scene } from '../../src/grading/kind.ts'
import { listedNodes, nodeQuestions, nodesIn, silent, silentNodes } from '../readers/nodes.ts'

/**
 * A standby itself says from whom it streams and on which timeline (pg_stat_wal_receiver); where repmgr takes it to be
 * is the row of repmgr.nodes on the primary. Both must agree: a server that was moved by hand is promoted, followed and
 * switched over by what the table says.
 */
export default checkKind({
  proves: {
    en: 'The named members stream from the named upstream on its timeline, and repmgr has it down so.',
    ru: 'Указанные узлы получают WAL потоком от указанного сервера, стоят на его таймлайне, и repmgr знает об этом.',
  },
  parameters: z.object({
    members: about(z.array(z.string()).min(1).optional(), {
      en: 'who is to stream; every member but the primary and the upstream, where none are named',
      ru: 'кто должен получать поток; если не указано – все, кроме ведущего и вышестоящего сервера',
    }),
    except: about(z.array(z.string()).default([]), {
      en: 'who is left out where none are named',
      ru: 'кого не учитывать, если members не указано',
    }),
    upstream: about(z.string().optional(), {
      en: 'from whom; the primary unless said',
      ru: 'от кого; если не указано – от ведущего сервера',
    }),
  }),
  example: { members: ['pg01', 'pg03'] },
  pass: {
    en: '{members} {n, plural, one {streams} other {stream}} from {upstream} on timeline {timeline}.',
    ru: '{members}: {n, plural, one {сервер получает} other {серверы получают}} WAL от {upstream}, таймлайн {timeline}.',
  },
  failures: {
    silent,
    'no-primary': {
      says: { en: 'No member takes writes.', ru: 'Запись не принимает ни один узел.' },
      look: { en: 'repmgr cluster show', ru: 'repmgr cluster show' },
    },
    absent: {
      says: {
        en: '{upstream}, from which others are to stream, does not answer.',
        ru: '{upstream}, от которого должны получать WAL другие, не отвечает.',
      },
      look: { en: './pglab status', ru: './pglab status' },
    },
    mute: {
      says: { en: 'PostgreSQL on {member} does not answer.', ru: 'PostgreSQL на {member} не отвечает.' },
      cause: {
        en: 'The machine is off or cut off, or its server is stopped.',
        ru: 'Машина выключена или отрезана от сети, либо сервер остановлен.',
      },
      look: {
        en: './pglab status; systemctl status "$PGLAB_POSTGRES_UNIT" on {member}',
        ru: './pglab status; на {member}: systemctl status "$PGLAB_POSTGRES_UNIT"',
      },
    },
    leads: {
      says: {
        en: '{member} takes writes; it was to be a standby.',
        ru: '{member} принимает запись, а должен быть резервным сервером.',
      },
      look: { en: 'repmgr cluster show', ru: 'repmgr cluster show' },
    },
    idle: {
      says: {
        en: '{member} does not stream: its WAL receiver is {state, select, none {not running} other {{state}}}.',
        ru: '{member} не получает WAL: приёмник WAL {state, select, none {не работает} other {в состоянии {state}}}.',
      },
      cause: {
        en: 'It is still starting, its upstream is gone, or its history has diverged.',
        ru: 'Сервер ещё запускается, пропал вышестоящий сервер, либо история разошлась.',
      },
      look: {
        en: 'repmgr node check and the log of PostgreSQL on {member}',
        ru: 'На {member}: repmgr node check и журнал PostgreSQL',
      },
    },
    elsewhere: {
      says: {
        en: '{member} streams from {sender}, not from {upstream}.',
        ru: '{member} получает WAL от {sender}, а не от {upstream}.',
      },
      cause: {
        en: 'Nobody told this standby of the new primary.',
        ru: 'О новом ведущем сервере этому резервному никто не сообщил.',
      },
      look: {
        en: 'repmgr cluster show; repmgr standby follow on {member}',
        ru: 'repmgr cluster show; на {member}: repmgr standby follow',
      },
    },
    timeline: {
      says: {
        en: '{member} is on timeline {found}, {upstream} on {timeline}.',
        ru: '{member} стоит на таймлайне {found}, а {upstream} – на {timeline}.',
      },
      look: { en: 'repmgr cluster show', ru: 'repmgr cluster show' },
    },
    table: {
      says: {
        en: '{member} streams from {upstream}, but in the table of repmgr on the primary it is: {listed}.',
        ru: '{member} получает WAL от {upstream}, но в таблице repmgr на ведущем сервере значится: {listed}.',
      },
      cause: {
        en: 'The server was set up past repmgr, or its registration is old.',
        ru: 'Сервер настроен в обход repmgr, либо его регистрация устарела.',
      },
      look: {
        en: 'repmgr cluster show; repmgr standby register --force on {member}',
        ru: 'repmgr cluster show; на {member}: repmgr standby register --force',
      },
    },
  },
  troubles: { silent },
  ask: (_, scene) => nodeQuestions(scene),
  judge(answers, { members: named, except, upstream: wanted }, scene) {
    const view = nodesIn(answers, scene)
    if (!view) return silentNodes(answers)
    const evidence = [listedNodes(view)]
    const { primary, nodes } = view
    if (!primary) return fail('no-primary', { evidence })
    const upstream = wanted ?? primary.self
    const source = nodes.get(upstream)
    const timeline = source?.timeline ?? 0
    if (!source) return fail('absent', { machine: upstream, evidence, params: { upstream } })
    const left = [primary.self, upstream, ...except]
    const members = named ?? scene.having('member').filter((name) => !left.includes(name))
    for (const member of members) {
      const node = nodes.get(member)
      const facts = { machine: member, expected: `streaming from ${upstream}, timeline ${timeline}`, evidence }
      if (!node) return fail('mute', { ...facts, params: { member } })
      if (!node.recovery) return fail('leads', { ...facts, found: 'primary', params: { member } })
      const { receiver, sender } = node
      if (receiver !== 'streaming')
        return fail('idle', { ...facts, found: receiver ?? '–', params: { member, state: receiver ?? 'none' } })
      if (!isAddressOf(sender, upstream, scene))
        return fail('elsewhere', {
          ...facts,
          found: sender ?? '–',
          params: { member, sender: sender ?? '?', upstream },
        })
      if (node.timeline !== timeline)
        return fail('timeline', {
          ...facts,
          found: `timeline ${node.timeline ?? 0}`,
          params: { member, found: node.timeline ?? 0, upstream, timeline },
        })
      const row = primary.nodes?.find(({ name }) => name === member)
      if (row?.type !== 'standby' || !row.active || row.upstream !== upstream) {
        const listed = row ? `${row.type}${row.active ? '' : ' (inactive)'} of ${row.upstream ?? '–'}` : '–'
        return fail('table', { ...facts, found: listed, params: { member, upstream, listed } })
      }
    }
    return pass({
      evidence,
      expected: 'streaming',
      found: 'streaming',
      params: { members: members.join(', '), n: members.length, upstream, timeline },
    })
  },
})

/** Standbys know their upstream by whatever primary_conninfo calls it: hostname, full name or address. */
function isAddressOf(host: string | null, member: string, { lab }: Scene): boolean {
  const machine = lab.machines.find(({ name }) => name === member)
  if (!machine || host === null) return false
  return [machine.address, machine.hostname, `${machine.hostname}.${lab.domain}`].includes(host)
}
