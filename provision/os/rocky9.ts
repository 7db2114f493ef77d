import type { System } from '../../src/compile/system.ts'

/**
 * Rocky Linux 9 with the packages of PGDG, EPEL and AppStream.
 * Paths, units and users: PGDG's own package sources and the distribution's packages.
 */
const rocky9: System = {
  title: 'Rocky Linux 9',
  family: 'el',
  box: {
    name: 'bento/rockylinux-9',
    urls: [
      'https://dl.rockylinux.org/pub/rocky/9/images/x86_64/Rocky-9-Vagrant-Vbox.latest.x86_64.box',
      'https://dl.rockylinux.org/pub/rocky/9/images/x86_64/Rocky-9-Vagrant-Vbox.latest.x86_64.vagrant.virtualbox.box',
    ],
  },
  postgresqlVersions: [15, 16, 17, 18],
  postgresql: (version) => ({
    bin: `/usr/pgsql-${version}/bin`,
    home: '/var/lib/pgsql',
    data: `/var/lib/pgsql/${version}/data`,
    unit: `postgresql-${version}.service`,
  }),
  values: {
    id: 'rocky9',
    ssh: { unit: 'sshd' },
    chrony: { unit: 'chronyd', config: '/etc/chrony.conf', user: 'chrony' },
    named: { config: '/etc/named.conf', zones: '/var/named', user: 'named', options: '/var/named' },
    patroni: { config: '/etc/patroni/patroni.yml' },
    etcd: { environment: '/etc/etcd/etcd.conf' },
    pgbouncer: { user: 'pgbouncer' },
    pgbackrest: { config: '/etc/pgbackrest.conf' },
    sudoGroup: 'wheel',
  },
}

export default rocky9
