import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'

export default checkKind({
  proves: {
    en: 'From each of the first machines every one of the others can be reached on all named TCP ports.',
    ru: 'С каждой из первых машин доступны все остальные указанные машины по всем указанным портам TCP.',
  },
  parameters: z.object({
    from: about(z.array(z.string()).min(1), { en: 'who connects', ru: 'кто соединяется' }),
    to: about(z.array(z.string()).min(1), { en: 'who is to be reached', ru: 'кто должен быть доступен' }),
    ports: about(z.array(z.int().min(1).max(65535)).min(1), { en: 'TCP ports', ru: 'порты TCP' }),
  }),
  example: { from: ['pg01'], to: ['pg02', 'pg03'], ports: [2380, 5432, 8008] },
  pass: {
    en: 'Every path is open: {from} → {to}, ports {ports}.',
    ru: 'Все пути открыты: {from} → {to}, порты {ports}.',
  },
  failures: {
    closed: {
      says: {
        en: '{machine} does not reach {path}{n, plural, =0 {} other { and # more}}.',
        ru: 'С {machine} недоступно {path}{n, plural, =0 {} other { и ещё #}}.',
      },
      cause: {
        en: 'A firewall drops the packets, the route is wrong, or nobody listens there.',
        ru: 'Пакеты отбрасывает межсетевой экран, неверен маршрут, либо порт никто не слушает.',
      },
      look: {
        en: 'on {machine}: nft list ruleset; ip route; on the other side: ss -ltn',
        ru: 'На {machine}: nft list ruleset; ip route; с другой стороны: ss -ltn',
      },
    },
  },
  ask: ({ from, to, ports }, { lab }) =>
    from.map((machine) => ({
      machine,
      run: lab.machines
        .filter(({ name }) => to.includes(name) && name !== machine)
        .flatMap(({ name, address }) => ports.map((port) => probe(name, address, port)))
        .concat('wait')
        .join('\n'),
    })),
  judge(answers, { from, to, ports }) {
    const params = { from: from.join(', '), to: to.join(', '), ports: ports.join(', ') }
    for (const answer of answers) {
      const closed = (answer?.stdout ?? '')
        .split('\n')
        .filter((line) => /^[a-z0-9_]{1,40}:\d{1,5}$/.test(line))
        .sort()
      const [path] = closed
      if (!answer || (path === undefined && answer.code === 0)) continue
      // The machine itself was cut short: nothing of it is proven.
      const facts = { machine: answer.machine, found: path ?? `exit ${answer.code}`, evidence: closed }
      const said = { machine: answer.machine, path: path ?? params.to, n: Math.max(closed.length - 1, 0) }
      return fail('closed', { ...facts, params: said })
    }
    return pass({ params })
  },
})

/** Side by side, so that many dropped packets cost no more time than one. */
const probe = (name: string, address: string, port: number): string =>
  `{ timeout 2 bash -c 'exec 3<>/dev/tcp/${address}/${port}' 2>/dev/null || echo ${name}:${port}; } &`
