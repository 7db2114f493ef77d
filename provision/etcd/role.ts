import type { Role } from '../../src/compile/role.ts'

const etcd: Role = {
  summary: {
    en: 'etcd: the memory of the cluster, agreed upon by a majority',
    ru: 'etcd: память кластера, согласованная большинством',
  },
  look: 'etcdctl endpoint status --cluster',
  packages: { debian: () => ['etcd-client', 'etcd-server'], el: () => ['etcd'] },
  values: ({ having }) => ({
    etcdMembers: having('etcd'),
    etcdEndpoints: having('etcd')
      .map(({ address }) => `http://${address}:2379`)
      .join(','),
  }),
  health: [
    {
      id: 'quorum',
      text: { en: 'etcd has a quorum', ru: 'у etcd есть кворум' },
      unit: () => 'etcd.service',
      // A linearizable read is answered only by agreement of a majority.
      run: `ETCDCTL_API=3 ETCDCTL_ENDPOINTS=http://{{ machine.address }}:2379 etcdctl --dial-timeout=1s --command-timeout=2s get quorum-probe >/dev/null 2>&1 || { echo "no majority answers"; exit 1; }
echo "a majority answers"`,
    },
  ],
}

export default etcd
