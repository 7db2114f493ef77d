import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { type Answer, checkKind, fail, pass, type Scene } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'

/**
 * Programs read /etc/hosts first and would not notice a dead name server; dig asks only the server in /etc/resolv.conf.
 * Source: dig(1) of BIND 9, +answer and +stats
 */
export default checkKind({
  proves: {
    en: 'The name server of the lab answers the machines: every name of the lab, and every address back.',
    ru: 'Сервер имён лаборатории отвечает машинам: на каждое имя лаборатории и на каждый адрес.',
  },
  parameters: z.object({
    machines: about(z.array(z.string()).min(1).optional(), {
      en: 'who asks; all machines that know the name server, where none are named',
      ru: 'кто спрашивает; если не указано – все машины, знающие сервер имён',
    }),
  }),
  example: { machines: ['pg01', 'pg02', 'pg03'] },
  pass: {
    en: '{machines}: all names and addresses are answered by {server}.',
    ru: '{machines}: на все имена и адреса отвечает {server}.',
  },
  failures: {
    stranger: {
      says: {
        en: '{machine} asks {found} for names, not {server} ({address}).',
        ru: '{machine} спрашивает имена у {found}, а не у {server} ({address}).',
      },
      cause: { en: '/etc/resolv.conf was changed there.', ru: 'Там изменён /etc/resolv.conf.' },
      look: { en: 'On {machine}: cat /etc/resolv.conf', ru: 'На {machine}: cat /etc/resolv.conf' },
    },
    silent: {
      says: { en: 'No name server answers {machine}.', ru: '{machine} не получает ответа ни от одного сервера имён.' },
      cause: {
        en: '/etc/resolv.conf names a server that is not there, or the name server is down.',
        ru: 'В /etc/resolv.conf указан недоступный сервер, либо сервер имён не работает.',
      },
      look: {
        en: 'On {machine}: cat /etc/resolv.conf; on {server}: systemctl status named',
        ru: 'На {machine}: cat /etc/resolv.conf; на {server}: systemctl status named',
      },
    },
    unknown: {
      says: { en: 'On {machine} nobody knows: {names}.', ru: 'На {machine} не находится: {names}.' },
      cause: { en: 'The zone lacks a record, or has a wrong one.', ru: 'Записи в зоне нет, или она неверна.' },
      look: { en: 'On {machine}: dig {first}', ru: 'На {machine}: dig {first}' },
    },
  },
  ask: ({ machines }, scene) =>
    (machines ?? scene.having('dns')).map((machine) => ({
      machine,
      // As long as it takes to give up on every one of them.
      limit: 5 * scene.lab.machines.length,
      run: `dig +time=1 +tries=2 +noall +answer +stats ${questions(scene).join(' ')}`,
    })),
  judge(answers, _, scene) {
    const server = scene.lab.machines.find(({ name }) => name === scene.having('dns')[0])
    const address = server?.address ?? ''
    const params = { server: server?.name ?? '', address }
    for (const answer of answers) {
      const { servers, records } = heard(answer)
      const facts = { machine: answer?.machine, expected: address, params }
      const [found] = servers.filter((one) => one !== address && one !== '127.0.0.1')
      if (found !== undefined) return fail('stranger', { ...facts, found, params: { ...params, found } })
      if (servers.length === 0) return fail('silent', facts)
      const names = expected(scene).filter((record) => !records.has(record.toLowerCase()))
      if (names.length > 0) {
        const [first = ''] = names
        const missing = { names: names.slice(0, 4).join(', '), first: first.split(' ')[0] ?? '' }
        return fail('unknown', { ...facts, expected: first, params: { ...params, ...missing } })
      }
    }
    const machines = answers.flatMap((answer) => answer?.machine ?? []).join(', ')
    return pass({ expected: address, found: address, params: { ...params, machines } })
  },
})

const nameOf = (hostname: string, { lab }: Scene): string => `${hostname}.${lab.domain}`
const reverse = (address: string): string => `${address.split('.').reverse().join('.')}.in-addr.arpa`

const questions = (scene: Scene): string[] =>
  scene.lab.machines.flatMap(({ hostname, address }) => [nameOf(hostname, scene), `-x ${address}`])

/** Records as `name type value`. */
const expected = (scene: Scene): string[] =>
  scene.lab.machines.flatMap(({ hostname, address }) => [
    `${nameOf(hostname, scene)} A ${address}`,
    `${reverse(address)} PTR ${nameOf(hostname, scene)}`,
  ])

/** Who answered, and what: lines such as `pg01.lab.test. 60 IN A 192.168.56.11` and `;; SERVER: 192.168.56.10#53(…)`. */
function heard(answer: Answer | undefined): { servers: string[]; records: Set<string> } {
  const lines = (answer?.stdout ?? '').slice(0, 100_000).split('\n')
  const servers = lines.flatMap((line) => /^;; SERVER: ([0-9a-fA-F.:]{2,45})#/.exec(line)?.[1] ?? [])
  const records = lines.flatMap((line) => {
    const match = /^(\S{1,255})\.\s+\d+\s+IN\s+(A|PTR)\s+(\S{1,255}?)\.?\s*$/.exec(line)
    return match ? `${match[1]} ${match[2]} ${match[3]}`.toLowerCase() : []
  })
  return {
    servers: servers.map(shown),
    records: new Set(records),
  }
}
