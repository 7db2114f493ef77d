import t from 'tap'
import { nearest } from '../../src/words/nearest.ts'

const known = ['patroni', 'etcd', 'repmgr', 'pgpool', 'title', 'ns']

const cases: [string, string | undefined][] = [
  ['patroni', 'patroni'],
  ['patrony', 'patroni'],
  ['patoni', 'patroni'],
  ['ptaroni', 'patroni'],
  ['PATRONI', 'patroni'],
  ['titel', 'title'],
  ['etc', 'etcd'],
  ['n', 'ns'],
  ['oracle', undefined],
  ['', undefined],
  ['патрони', undefined],
  ['x'.repeat(100_000), undefined],
]

for (const [word, meant] of cases) {
  t.equal(nearest(word, known), meant, word.slice(0, 20))
}
t.equal(nearest('patroni', []), undefined, 'nothing is known')
