import t from 'tap'
import { loadKinds } from '../../src/grading/kinds.ts'
import { languages } from '../../src/words/say.ts'

/** Kinds about Patroni and etcd themselves may name them; all others are used where there is neither. */
const neutral = [...(await loadKinds())].filter(([name]) => !/^(patroni|etcd)\//.test(name))

for (const [name, { proves, pass, failures, troubles = {} }] of neutral) {
  t.test(`${name} says nothing of Patroni or etcd`, async (t) => {
    const said = [...Object.values(failures), ...Object.values(troubles)].flatMap(({ says, cause, look }) => [
      says,
      cause ?? [],
      look ?? [],
    ])
    for (const text of [proves, pass, ...said.flat()])
      for (const language of languages) t.notMatch(text[language], /patroni|etcd/i)
  })
}
