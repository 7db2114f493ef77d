import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'

export default checkKind({
  proves: {
    en: 'A folder and everything in it belong to one user, and nobody else may read or write there.',
    ru: 'Каталог со всем содержимым принадлежит одному пользователю, и остальным доступ к нему закрыт.',
  },
  parameters: z.object({
    path: about(z.string().regex(/^(\/[A-Za-z0-9._-]+)+$/), { en: 'the folder', ru: 'каталог' }),
    user: about(z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/), {
      en: 'whose it is to be',
      ru: 'кому он должен принадлежать',
    }),
    machines: about(z.array(z.string()).min(1), { en: 'on which machines', ru: 'на каких машинах' }),
  }),
  example: { path: '/var/lib/etcd/patroni', user: 'etcd', machines: ['pg01', 'pg02', 'pg03'] },
  pass: {
    en: '{path} belongs to {user} alone on {machines}.',
    ru: '{machines}: {path} принадлежит только пользователю {user}.',
  },
  failures: {
    absent: {
      says: { en: '{machine} has no folder {path}.', ru: 'На {machine} нет каталога {path}.' },
    },
    stranger: {
      says: {
        en: '{file} on {machine} belongs to {owner}, not to {user}.',
        ru: 'На {machine} {file} принадлежит пользователю {owner}, а не {user}.',
      },
      cause: {
        en: 'Somebody else wrote there, or copied it back without the owner.',
        ru: 'Туда писал кто-то другой, либо файлы вернули из копии без владельца.',
      },
      look: { en: 'On {machine}: ls -l {path}; man chown', ru: 'На {machine}: ls -l {path}; man chown' },
    },
    open: {
      says: {
        en: 'Everybody on {machine} may look into {path} or change it: its mode is {mode}.',
        ru: 'На {machine} каталог {path} открыт для всех: права {mode}.',
      },
      cause: {
        en: 'Rights were opened instead of giving the folder to whom it belongs.',
        ru: 'Вместо того чтобы вернуть каталог владельцу, открыли права.',
      },
      look: { en: 'On {machine}: ls -ld {path}; man chmod', ru: 'На {machine}: ls -ld {path}; man chmod' },
    },
  },
  ask: ({ path, user, machines }) =>
    machines.map((machine) => ({
      machine,
      // The folder's own mode, then the first thing in it that belongs to somebody else.
      run: `stat -c '%a' ${path} && find ${path} -xdev ! -user ${user} -printf '%u %p\\n' -quit`,
    })),
  judge(answers, { path, user, machines }) {
    for (const answer of answers) {
      const [mode = '', other = ''] = (answer?.stdout ?? '').split('\n')
      const params = { path, user }
      const facts = { machine: answer?.machine, expected: user, params }
      if (answer?.code !== 0 || !/^[0-7]{3,4}$/.test(mode)) return fail('absent', facts)
      const [, owner = '', file = ''] = /^(\S{1,64}) (.+)$/.exec(other) ?? []
      if (owner)
        return fail('stranger', { ...facts, found: shown(owner), params: { ...params, owner, file: shown(file) } })
      if (!mode.endsWith('0'))
        return fail('open', { ...facts, expected: '700', found: mode, params: { ...params, mode } })
    }
    return pass({ expected: user, found: user, params: { path, user, machines: machines.join(', ') } })
  },
})
