import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'

/** Source: ssh(1) and ssh_config(5), BatchMode: whoever would be asked for a password or about a host key fails. */
export default checkKind({
  proves: {
    en: 'A user of the first machines enters every one of the others over SSH, without a password and without a question.',
    ru: 'Пользователь первых машин входит на все остальные по SSH без пароля и без вопросов.',
  },
  parameters: z.object({
    user: about(z.string().regex(/^[a-z][a-z0-9_-]{0,30}$/), { en: 'who enters', ru: 'кто входит' }),
    from: about(z.array(z.string()).min(1), { en: 'from where', ru: 'откуда' }),
    to: about(z.array(z.string()).min(1), { en: 'where to', ru: 'куда' }),
  }),
  example: { user: 'postgres', from: ['pg03'], to: ['pg01', 'pg02'] },
  pass: {
    en: '{user} enters without a password: {from} → {to}.',
    ru: '{user} входит без пароля: {from} → {to}.',
  },
  failures: {
    refused: {
      says: {
        en: '{user} does not get from {machine} to {host}: {reason}',
        ru: '{user} не может войти с {machine} на {host}: {reason}',
      },
      cause: {
        en: 'There is no key on {machine}, or its public half is not in authorized_keys on {host}.',
        ru: 'На {machine} нет ключа, либо его открытой половины нет в authorized_keys на {host}.',
      },
      look: {
        en: 'On {machine}: sudo -u {user} ssh -v -o BatchMode=yes {host} true',
        ru: 'На {machine}: sudo -u {user} ssh -v -o BatchMode=yes {host} true',
      },
    },
  },
  ask: ({ user, from, to }, { lab }) =>
    from.map((machine) => ({
      machine,
      run: lab.machines
        .filter(({ name }) => to.includes(name) && name !== machine)
        .map(({ hostname }) => probe(user, hostname))
        .join('\n'),
    })),
  judge(answers, { user, from, to }) {
    for (const answer of answers) {
      const [, host = '?', reason = ''] = /^(\S{1,60}) refused: ?(.*)$/m.exec(answer?.stdout ?? '') ?? []
      if (answer?.code === 0 && host === '?') continue
      const params = { user, machine: answer?.machine ?? '', host, reason: shown(reason.slice(0, 200)) }
      return fail('refused', { machine: answer?.machine, found: host, params })
    }
    return pass({ params: { user, from: from.join(', '), to: to.join(', ') } })
  },
})

const probe = (user: string, host: string): string =>
  `said=$(cd / && runuser -u ${user} -- ssh -n -o BatchMode=yes -o ConnectTimeout=3 ${host} true 2>&1) || echo "${host} refused: $(tail -n 1 <<<"$said")"`
