import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass, trouble } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { readStore, type Store, silentStore, storeQuestions } from '../readers/etcd.ts'

/**
 * Ids alone prove little: etcd computes them from names, peer addresses and the cluster's token, so a cluster founded
 * anew with the same settings has the same ones. The revisions at which keys were born cannot be had again.
 * Source: etcd, server/etcdserver/api/membership/member.go (computeMemberID)
 */
export default checkKind({
  proves: {
    en: 'etcd is the same cluster as at the start: same cluster, same members, and every lasting key is still the one it was.',
    ru: 'etcd – тот же кластер, что и в начале: тот же кластер, те же участники, и ни один постоянный ключ не создан заново.',
  },
  parameters: z.object({
    replaced: about(z.array(z.string()).default([]), {
      en: 'members that are to be replaced by new ones with the same names',
      ru: 'участники, вместо которых должны появиться новые с теми же именами',
    }),
  }),
  example: { replaced: [] },
  pass: {
    en: 'Cluster {cluster}, as at the start, with all that was written in it.',
    ru: 'Кластер прежний – {cluster}, и всё записанное в нём на месте.',
  },
  failures: {
    cluster: {
      says: {
        en: 'On {machine} there is another etcd cluster now: {found} instead of {cluster}.',
        ru: 'На {machine} теперь другой кластер etcd: {found} вместо {cluster}.',
      },
      cause: { en: 'It was founded anew.', ru: 'Он создан заново.' },
    },
    members: {
      says: {
        en: 'The member {member} is not the one it was: {found} instead of {was}.',
        ru: 'Участник {member} уже не тот: {found} вместо {was}.',
      },
      cause: {
        en: 'It was removed and added again, or the cluster was founded anew.',
        ru: 'Его удалили и добавили снова, либо кластер создан заново.',
      },
      look: { en: 'etcdctl member list', ru: 'etcdctl member list' },
    },
    kept: {
      says: { en: 'The member {member} was not replaced.', ru: 'Участник {member} не заменён.' },
      look: { en: 'etcdctl member list', ru: 'etcdctl member list' },
    },
    data: {
      says: {
        en: 'What etcd had in store is gone: the key {key} {n, plural, =0 {is not there} other {was created anew}}.',
        ru: 'Содержимое etcd утрачено: {n, plural, =0 {ключа {key} нет} other {ключ {key} создан заново}}.',
      },
      cause: {
        en: 'The data folders were emptied. Patroni writes its own keys again; everything else is lost.',
        ru: 'Каталоги данных очистили. Свои ключи Patroni запишет снова, всё остальное потеряно.',
      },
      look: { en: './pglab start, and keep the data folders', ru: './pglab start, и не трогайте каталоги данных' },
    },
  },
  troubles: {
    silent: silentStore,
    unknown: {
      says: {
        en: 'What etcd was at the start is not known.',
        ru: 'Каким был etcd в начале, неизвестно.',
      },
      look: { en: './pglab start', ru: './pglab start' },
    },
  },
  ask: (_, scene) => storeQuestions(undefined, scene),
  askBefore: (_, scene) => storeQuestions(undefined, scene),
  judge(answers, { replaced }, _scene, before) {
    const was = newest(before.map(readStore))
    const stores = answers.map(readStore).filter((store) => store !== undefined)
    const now = newest(stores)
    if (!was) return trouble('unknown')
    if (!now) return trouble('silent')
    const { cluster } = was
    const stranger = stores.find((store) => store.cluster !== cluster)
    if (stranger) {
      const { source: machine, cluster: found } = stranger
      return fail('cluster', { machine, expected: cluster, found, params: { cluster, found } })
    }
    const facts = { machine: now.source, expected: cluster }
    for (const [member, id] of was.members) {
      const found = now.members.get(member) ?? '–'
      const params = { member, found, was: id }
      if (replaced.includes(member) && (found === id || found === '–')) return fail('kept', { ...facts, found, params })
      if (!replaced.includes(member) && found !== id) return fail('members', { ...facts, expected: id, found, params })
    }
    const lost = [...was.born].find(([key, revision]) => now.born.get(key) !== revision)
    if (lost) {
      const key = shown(lost[0])
      const found = now.born.get(lost[0])
      const params = { key, n: found === undefined ? 0 : 1 }
      return fail('data', { ...facts, expected: `${key} @${lost[1]}`, found: `@${found ?? '–'}`, params })
    }
    return pass({ ...facts, found: cluster, params: { cluster } })
  },
})

/** A member that is cut off or catching up knows less than the others. */
const newest = (stores: readonly (Store | undefined)[]): Store | undefined =>
  stores.reduce((best, store) => (store && (!best || store.revision > best.revision) ? store : best), undefined)
