import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { bytesOf } from '../readers/bytes.ts'
import { readListener } from '../readers/haproxy.ts'

/** Prints 1 where the youngest process of HAProxy is no older than its configuration, then the configuration. */
const run = `file=/etc/haproxy/haproxy.cfg
age=$(ps -C haproxy -o etimes= | sort -n | head -n 1)
echo $((\${age:+$(date +%s) - age >= $(stat -c %Y $file)} + 0))
cat $file`

/**
 * Knows nothing of who answers: Patroni itself, or role-health, whose /replica takes no lag.
 * Source: https://patroni.readthedocs.io/en/latest/rest_api.html#health-check-endpoints; a lag that Patroni cannot
 * read counts as no limit (patroni/api.py, do_GET).
 */
export default checkKind({
  proves: {
    en: 'HAProxy puts the given health check to every server behind a port, and has loaded the file that says so.',
    ru: 'HAProxy опрашивает все серверы порта заданной проверкой и уже работает с этим файлом настроек.',
  },
  parameters: z.object({
    port: about(z.int(), { en: 'port of the clients', ru: 'порт, к которому подключаются клиенты' }),
    path: about(z.string().regex(/^\/[a-z-]*$/), {
      en: 'health check endpoint, e.g. /replica',
      ru: 'точка проверки, например /replica',
    }),
    lag: about(z.string().optional(), {
      en: 'greatest lag allowed, e.g. 16MB (only Patroni heeds it); without it the lag is not looked at',
      ru: 'наибольшее допустимое отставание, например 16MB (его учитывает только Patroni); если не задано, отставание не проверяется',
    }),
  }),
  example: { port: 5001, path: '/replica', lag: '16MB' },
  pass: { en: 'Port {port} asks for {found}.', ru: 'Порт {port} спрашивает {found}.' },
  failures: {
    nobody: {
      says: {
        en: 'haproxy.cfg has nothing that listens on port {port}.',
        ru: 'В haproxy.cfg порт {port} никто не слушает.',
      },
    },
    unasked: {
      says: {
        en: 'Behind port {port} {servers} is taken for good without being asked.',
        ru: 'За портом {port} сервер {servers} считается исправным без проверки.',
      },
      look: {
        en: 'option httpchk, and check on the server lines',
        ru: 'option httpchk и слово check в строках server',
      },
    },
    path: {
      says: {
        en: 'Port {port} asks for {found}; {path} is wanted.',
        ru: 'Порт {port} спрашивает {found}, а нужно {path}.',
      },
      cause: {
        en: 'Some paths are answered with 200 by the leader and by replicas alike: {alike}.',
        ru: 'На некоторые пути 200 отвечают и лидер, и реплики: {alike}.',
      },
    },
    limitless: {
      says: {
        en: 'Port {port} asks for {found} and sets no limit to the lag.',
        ru: 'Порт {port} спрашивает {found}: отставание не ограничено.',
      },
      look: { en: 'the parameter lag of /replica', ru: 'параметр lag точки /replica' },
    },
    unreadable: {
      says: {
        en: 'The limit in {found} cannot be read, so the lag is not limited at all.',
        ru: 'Предел в {found} записан неверно, поэтому отставание не ограничено.',
      },
      cause: {
        en: 'Bytes, or a number with kB, MB, GB, TB; the case of the letters counts.',
        ru: 'Годятся байты или число с kB, MB, GB, TB; регистр букв важен.',
      },
    },
    lag: {
      says: {
        en: 'Port {port} asks for {found}; the lag allowed is {lag}.',
        ru: 'Порт {port} спрашивает {found}, а допустимое отставание – {lag}.',
      },
    },
    unloaded: {
      says: {
        en: 'haproxy.cfg is right, but HAProxy runs with an older one.',
        ru: 'haproxy.cfg верный, но HAProxy работает с прежним.',
      },
      look: { en: 'systemctl reload haproxy', ru: 'systemctl reload haproxy' },
    },
  },
  ask: (_, scene) => [{ machine: scene.having('haproxy')[0] ?? '', run }],
  judge([answer], { port, path, lag }, scene) {
    const [loaded, ...config] = (answer?.stdout ?? '').slice(0, 200_000).split('\n')
    const listener = readListener(config.join('\n'), String(port))
    const wanted = lag === undefined ? path : `${path}?lag=${lag}`
    const found = shown(listener?.uri ?? '–')
    const facts = { machine: answer?.machine, expected: wanted, found, params: { port, path, lag: lag ?? '', found } }
    if (!listener) return fail('nobody', facts)
    const servers = listener.uri === undefined ? '*' : shown(listener.unchecked.join(', '))
    if (servers !== '') return fail('unasked', { ...facts, params: { ...facts.params, servers } })
    const [asked, query] = (listener.uri ?? '').split('?')
    const alike = scene.having('patroni').length > 0 ? '/health, /read-only, /liveness' : '/status'
    if (asked !== path) return fail('path', { ...facts, params: { ...facts.params, alike } })
    const limit = new URLSearchParams(query).get('lag')
    if (lag !== undefined && limit === null) return fail('limitless', facts)
    if (lag !== undefined && bytesOf(limit ?? '') === undefined) return fail('unreadable', facts)
    if (lag !== undefined && bytesOf(limit ?? '') !== bytesOf(lag)) return fail('lag', facts)
    return loaded === '1' ? pass(facts) : fail('unloaded', facts)
  },
})
