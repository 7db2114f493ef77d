import t from 'tap'
import { judged, repmgrScene, type Said } from './judged.ts'

/** Moments of a node on which repmgrd 5.5 was started, its file changed, and a SIGHUP sent. */
const [started, changed, reloaded] = ['1795256329.052847', '1795256398.461280', '1795256398.826738']
const log = (at: string, said: string) => `log ${at} pg02 repmgrd[588]: ${said}`
const stamp = '[2026-11-21 10:19:58]'
const took = (at: string, ...items: string[]) => [
  log(at, `${stamp} [NOTICE] received SIGHUP, reloading configuration`),
  log(at, `${stamp} [NOTICE] configuration was successfully changed`),
  ...items.map((item) => log(at, `  ${item}`)),
]
const refused = (at: string) => [
  log(at, `${stamp} [NOTICE] received SIGHUP, reloading configuration`),
  log(at, `${stamp} [NOTICE] the current configuration has been retained unchanged`),
]
const node = (parts: { lines?: string[]; changed?: string; started?: string | null; log?: string[] }): string =>
  [
    ...['node_id=2', "node_name='pg02'", 'priority=100', ...(parts.lines ?? ['primary_visibility_consensus=true'])].map(
      (line) => `conf ${line}`,
    ),
    `changed ${parts.changed ?? changed}`,
    ...(parts.started === null ? [] : [`started ${parts.started ?? started}`]),
    ...(parts.log ?? []),
  ].join('\n')
const on = '"primary_visibility_consensus" changed from "false" to "true"'
const off = '"primary_visibility_consensus" changed from "true" to "false"'

const is = (said: Said, more: object = {}) =>
  judged('repmgr/setting', { members: ['pg02'], name: 'primary_visibility_consensus', value: true, ...more }, [said])

t.test('what stands in the file', async (t) => {
  const loaded = took(reloaded, on)
  t.match(is(node({ log: loaded })), { verdict: 'pass', params: { members: 'pg02', value: 'true' } })
  t.match(is(node({ lines: [], log: loaded })), { word: 'unset', machine: 'pg02' })
  t.match(is(node({ lines: ['primary_visibility_consensus=false'] })), { word: 'other', found: 'false' })
  t.match(is(node({ lines: [`primary_visibility_consensus = 'on' # asked first`], log: loaded })), { verdict: 'pass' })
  const twice = ['primary_visibility_consensus=true', 'primary_visibility_consensus=false']
  t.match(is(node({ lines: twice, log: loaded })), { word: 'other' }, 'the last line counts')
  t.match(is(undefined), { word: 'unreadable' })
  t.match(is({ code: 1, stderr: 'stat: cannot statx' }), { word: 'unreadable' })
})

t.test('what the running daemon has read', async (t) => {
  t.match(is(node({ started: '1795256400.1' })), { verdict: 'pass' }, 'started after the change')
  t.match(is(node({})), { word: 'unread', evidence: [/^file changed: 2026-/, /^repmgrd started: /] })
  t.match(is(node({ started: null })), { word: 'down' })
  t.match(is(node({ log: refused(reloaded) })), { word: 'unread' }, 'a file with a mistake is not taken over')
  t.match(
    is(node({ log: [...took(reloaded, on), ...took('1795256460.485828', off)], changed: '1795256500.1' })),
    { word: 'unread' },
    'loaded, taken back, and written again',
  )
  t.match(
    is(node({ log: took(reloaded, on), changed: '1795256500.1' })),
    { verdict: 'pass' },
    'something else in the file was changed since',
  )
  t.match(
    is(node({ log: took(reloaded), changed: '1795256500.1' })),
    { word: 'unread' },
    'a reload that came before the change',
  )
})

t.test('what no reload takes over', async (t) => {
  const priority = (parts: object) => is(node({ lines: ['priority=40'], ...parts }), { name: 'priority', value: 40 })
  t.match(priority({ log: took(reloaded) }), { word: 'unread' })
  t.match(priority({ started: '1795256400.1' }), { verdict: 'pass' })
})

t.test('all nodes where none are named', async (t) => {
  const all = (...said: Said[]) => judged('repmgr/setting', { name: 'primary_visibility_consensus', value: true }, said)
  const good = node({ log: took(reloaded, on) })
  t.same(repmgrScene.having('repmgr-node'), ['pg01', 'pg02', 'pg03', 'pg_witness'])
  t.match(all(good, good, good, good), { verdict: 'pass', params: { members: 'pg01, pg02, pg03, pg_witness' } })
  t.match(all(good, good, good, node({})), { word: 'unread', machine: 'pg_witness' })
})

t.test('hostile answers', async (t) => {
  t.match(is('changed soon\nconf primary_visibility_consensus=true'), { word: 'unreadable' })
  t.notMatch(JSON.stringify(is(node({ lines: ['primary_visibility_consensus=\u001b[31m'] }))), /\\u001b/)
  t.match(is(node({ log: ['log x', `log ${'9'.repeat(40)} a b received SIGHUP`] })), { word: 'unread' })
})
