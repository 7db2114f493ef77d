import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { connectionsThrough, type Served, servedBy } from '../readers/through-port.ts'

const target = z.union([z.enum(['leader', 'replicas']), z.array(z.string()).min(1)])

/** Asked of the servers themselves, through the port, as a client would: HAProxy's own opinion proves nothing. */
export default checkKind({
  proves: {
    en: 'Connections through the ports of the entry point end where they are to: at the leader, at replicas alone, or at exactly the named members.',
    ru: 'Соединения через порты точки входа приходят куда нужно: к лидеру, только к репликам или ровно к указанным узлам.',
  },
  parameters: z.object({
    ports: about(z.record(z.string().regex(/^\d{2,5}$/), target), {
      en: 'for each port: leader, replicas, or the exact list of members',
      ru: 'для каждого порта: leader, replicas или точный список узлов',
    }),
  }),
  example: { ports: { 5000: 'leader', 5001: ['pg02', 'pg03'] } },
  pass: {
    en: 'Connections end where they are to: {found}.',
    ru: 'Соединения приходят куда нужно: {found}.',
  },
  failures: {
    closed: {
      says: {
        en: 'Port {port} lets nobody through: {said}',
        ru: 'Порт {port} никого не пропускает: {said}',
      },
      cause: {
        en: 'No server behind the port is green, or HAProxy does not run.',
        ru: 'За этим портом нет ни одного зелёного сервера, либо HAProxy не работает.',
      },
      look: {
        en: 'systemctl status haproxy on {machine}; the page on its port 7000',
        ru: 'На {machine}: systemctl status haproxy; страница на порту 7000',
      },
    },
    replica: {
      says: {
        en: 'Port {port} leads to {member}, which is a replica; nobody can write there.',
        ru: 'Порт {port} ведёт к {member}, а это реплика: писать туда нельзя.',
      },
      cause: {
        en: 'The health check of the port does not ask who leads, or it asks nothing at all.',
        ru: 'Проверка порта не спрашивает, кто лидер, или не спрашивает ничего.',
      },
      look: { en: '/etc/haproxy/haproxy.cfg on {machine}', ru: 'На {machine}: /etc/haproxy/haproxy.cfg' },
    },
    leader: {
      says: {
        en: 'Port {port} leads to {member}, the leader; it is for replicas alone.',
        ru: 'Порт {port} ведёт к {member}, а это лидер: порт предназначен только для реплик.',
      },
      cause: {
        en: 'The health check of the port is one that a leader passes, too.',
        ru: 'Проверку этого порта проходит и лидер.',
      },
      look: {
        en: 'option httpchk in /etc/haproxy/haproxy.cfg on {machine}; what {member} answers to that path: curl -i, port 8008',
        ru: 'На {machine}: option httpchk в /etc/haproxy/haproxy.cfg; что на этот путь отвечает {member}: curl -i, порт 8008',
      },
    },
    other: {
      says: {
        en: 'Port {port} leads to {found}; it is to lead to {expected}.',
        ru: 'Порт {port} ведёт к {found}, а должен вести к {expected}.',
      },
      look: {
        en: 'the page on port 7000 of {machine}: who is red, and what the check was answered',
        ru: 'Страница на порту 7000 машины {machine}: кто красный и что ответили на проверку',
      },
    },
  },
  ask: ({ ports }, scene) => Object.keys(ports).map((port) => connectionsThrough(port, scene)),
  judge(answers, { ports }, scene) {
    const reached: string[] = []
    for (const [index, [port, wanted]] of Object.entries(ports).entries()) {
      const answer = answers[index]
      const { servers, said } = servedBy(answer, scene)
      const found = [...new Set(servers.map(({ member }) => member))].sort()
      const facts = {
        machine: answer?.machine,
        expected: `${port}: ${[wanted].flat().join(', ')}`,
        found: `${port}: ${found.join(', ') || '–'}`,
      }
      const params = { port, machine: answer?.machine ?? '' }
      if (said !== undefined) return fail('closed', { ...facts, params: { ...params, said } })
      const stray = strayAmong(servers, wanted)
      if (stray) return fail(stray.word, { ...facts, params: { ...params, member: stray.member } })
      if (Array.isArray(wanted) && found.join() !== [...wanted].sort().join()) {
        const names = { found: found.join(', '), expected: [...wanted].sort().join(', ') }
        return fail('other', { ...facts, params: { ...params, ...names } })
      }
      reached.push(`${port} → ${found.join(', ')}`)
    }
    return pass({ machine: answers[0]?.machine, found: reached.join('; '), params: { found: reached.join('; ') } })
  },
})

/** A server that has no business behind the port, by what it says of itself. */
function strayAmong(servers: readonly Served[], wanted: z.output<typeof target>) {
  const word = wanted === 'leader' ? 'replica' : wanted === 'replicas' ? 'leader' : undefined
  const stray = word && servers.find(({ replica }) => replica === (wanted === 'leader'))
  return stray && word ? { word, member: stray.member } : undefined
}
