import { type Known, loadKnown } from '../../src/registry.ts'

const all = await loadKnown()
const some = new Set(['base', 'client', 'etcd', 'haproxy', 'patroni', 'postgresql'])

/** A few roles only, so that a new role does not change the lists in every expected message. */
export const someKnown: Known = {
  ...all,
  roles: new Map([...all.roles].filter(([name]) => some.has(name))),
}
