import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { duration } from '../../src/words/duration.ts'

/** Source: `chronyc -c`, fields of `sources` and `tracking` in the order of chronyc(1) */
export default checkKind({
  proves: {
    en: 'The clocks of the machines follow the time server of the lab and agree with it.',
    ru: 'Часы машин идут по серверу времени лаборатории и с ним согласны.',
  },
  parameters: z.object({
    machines: about(z.array(z.string()).min(1).optional(), {
      en: 'whose clocks; all that know the time server, where none are named',
      ru: 'чьи часы; если не указано – всех, кто знает сервер времени',
    }),
    limit: about(duration.default(500), {
      en: 'how far apart the clocks may be, e.g. 500ms',
      ru: 'допустимое расхождение, например 500ms',
    }),
  }),
  example: { machines: ['pg01', 'pg02', 'pg03'], limit: '500ms' },
  pass: {
    en: '{machines} {n, plural, one {follows} other {follow}} {server}; the worst clock is {ms} ms off.',
    ru: '{machines}: время задаёт {server}, наибольшее расхождение – {ms} мс.',
  },
  failures: {
    silent: {
      says: { en: 'Nobody looks after the clock of {machine}.', ru: 'За часами {machine} никто не следит.' },
      cause: { en: 'chronyd does not run there.', ru: 'chronyd там не работает.' },
      look: { en: 'On {machine}: systemctl status chronyd', ru: 'На {machine}: systemctl status chronyd' },
    },
    alone: {
      says: {
        en: '{machine} has not chosen {server} as its source of time.',
        ru: '{machine} не выбрала {server} источником времени.',
      },
      cause: {
        en: 'chronyd has just started, cannot reach {server}, or was given another server.',
        ru: 'chronyd только что запущен, не видит {server} или настроен на другой сервер.',
      },
      look: { en: 'On {machine}: chronyc sources', ru: 'На {machine}: chronyc sources' },
    },
    off: {
      says: {
        en: 'The clock of {machine} is {ms} ms off; up to {limit} ms are allowed.',
        ru: 'Часы {machine} расходятся на {ms} мс при допустимых {limit} мс.',
      },
      look: { en: 'On {machine}: chronyc tracking', ru: 'На {machine}: chronyc tracking' },
    },
  },
  ask({ machines }, scene) {
    const [server, ...clients] = scene.having('ntp')
    const asked = (machines ?? clients).filter((machine) => machine !== server)
    return asked.map((machine) => ({ machine, run: 'chronyc -c -n sources && chronyc -c -n tracking' }))
  },
  judge(answers, { limit }, scene) {
    const server = scene.lab.machines.find(({ name }) => name === scene.having('ntp')[0])
    const params = { server: server?.name ?? '', limit }
    const offsets: number[] = []
    for (const answer of answers) {
      const facts = { machine: answer?.machine, expected: server?.address, params }
      const lines = (answer?.stdout ?? '')
        .slice(0, 20_000)
        .split('\n')
        .map((line) => line.split(','))
      if (answer?.code !== 0) return fail('silent', facts)
      const chosen = lines.find(([mode, state]) => mode === '^' && state === '*')?.[2]
      if (chosen === undefined || chosen !== server?.address) return fail('alone', facts)
      // Reference, its name, stratum, moment, then how far the system's clock is off, s.
      const tracking = lines.find((fields) => fields.length === 14)
      const seconds = Number(tracking?.[4])
      if (!tracking || !Number.isFinite(seconds)) return fail('alone', facts)
      const ms = Math.round(Math.abs(seconds) * 1e6) / 1000
      if (ms > limit) return fail('off', { ...facts, found: `${ms} ms`, params: { ...params, ms } })
      offsets.push(ms)
    }
    const machines = answers.flatMap((answer) => answer?.machine ?? [])
    return pass({
      expected: server?.address,
      found: server?.address,
      params: { ...params, machines: machines.join(', '), n: machines.length, ms: Math.max(0, ...offsets) },
    })
  },
})
