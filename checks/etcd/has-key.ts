import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass, trouble } from '../../src/grading/kind.ts'
import { shellWord } from '../../src/ssh/shell-word.ts'
import { parseJson } from '../../src/words/parse-json.ts'
import { shown } from '../../src/words/shown.ts'
import { plain, silentStore } from '../readers/etcd.ts'

const big = z.string().regex(/^\d{1,20}$/)
const found = z.object({ kvs: z.array(z.object({ value: z.string().max(4000).default('') })).default([]) })
const lease = z.object({ grantedTTL: big.optional() })

/** Source: https://etcd.io/docs/v3.5/learning/api/ (range, lease time to live) */
export default checkKind({
  proves: {
    en: 'A key is in etcd, with the value and on the lease that were asked for.',
    ru: 'В etcd есть ключ с заданным значением и на заданной аренде (lease).',
  },
  parameters: z.object({
    key: about(z.string().regex(/^[\x21-\x7e]{1,200}$/), { en: 'the whole key', ru: 'ключ целиком' }),
    value: about(z.string().optional(), {
      en: 'its value; any, where none is given',
      ru: 'его значение; если не указано – любое',
    }),
    lease: about(z.int().positive().optional(), {
      en: 'TTL that its lease was granted, s; none is needed where none is given',
      ru: 'срок, на который выдана аренда, с; если не указано – аренда не нужна',
    }),
  }),
  example: { key: '/course/amber', value: 'pg02', lease: 900 },
  pass: { en: 'The key {key} is there.', ru: 'Ключ {key} есть.' },
  failures: {
    absent: {
      says: { en: 'There is no key {key}.', ru: 'Ключа {key} нет.' },
      cause: {
        en: 'It was never written, or its lease has run out.',
        ru: 'Его не записывали, или срок его аренды истёк.',
      },
      look: { en: 'etcdctl get {key}', ru: 'etcdctl get {key}' },
    },
    value: {
      says: {
        en: 'The key {key} holds "{found}", not "{value}".',
        ru: 'В ключе {key} лежит «{found}», а не «{value}».',
      },
      look: { en: 'etcdctl get {key}', ru: 'etcdctl get {key}' },
    },
    unleased: {
      says: {
        en: 'The key {key} hangs on no lease: it would stay for ever.',
        ru: 'Ключ {key} не привязан к аренде и останется навсегда.',
      },
      look: {
        en: 'etcdctl lease grant --help; etcdctl put --help',
        ru: 'etcdctl lease grant --help; etcdctl put --help',
      },
    },
    lease: {
      says: {
        en: 'The lease of {key} was granted for {found} s, not for {lease} s.',
        ru: 'Аренда ключа {key} выдана на {found} с, а не на {lease} с.',
      },
      look: { en: 'etcdctl lease timetolive …', ru: 'etcdctl lease timetolive …' },
    },
  },
  troubles: { silent: silentStore },
  ask({ key }, scene) {
    const asked = shellWord(JSON.stringify({ key: Buffer.from(key).toString('base64') }))
    const post = 'curl -fsS -m 3 http://127.0.0.1:2379/v3'
    return scene.having('etcd').map((machine) => ({
      machine,
      run: `answer=$(${post}/kv/range -d ${asked}) && printf '%s\\n' "$answer" &&
jq -c '{ID: (.kvs[0].lease // empty)}' <<<"$answer" | ${post}/lease/timetolive -d @-`,
      optional: true,
    }))
  },
  judge(answers, { key, value, lease: granted }) {
    const answer = answers.find((one) => one && found.safeParse(parseJson(one.stdout.split('\n')[0] ?? '')).success)
    if (!answer) return trouble('silent')
    const [first = '', second = ''] = answer.stdout.split('\n')
    const [pair] = found.parse(parseJson(first)).kvs
    const facts = { machine: answer.machine, expected: value, params: { key } }
    if (!pair) return fail('absent', facts)
    const holds = shown(plain(pair.value))
    if (value !== undefined && plain(pair.value) !== value)
      return fail('value', { ...facts, found: holds, params: { key, value, found: holds } })
    if (granted === undefined) return pass({ ...facts, found: holds })
    const has = lease.safeParse(parseJson(second)).data?.grantedTTL
    const leased = { ...facts, expected: `${granted} s` }
    if (has === undefined) return fail('unleased', leased)
    return Number(has) === granted
      ? pass({ ...leased, found: `${has} s` })
      : fail('lease', { ...leased, found: `${has} s`, params: { key, found: shown(has), lease: granted } })
  },
})
