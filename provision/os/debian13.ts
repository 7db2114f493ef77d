import type { System } from '../../src/compile/system.ts'

/** Debian 13 "trixie": the containers' system. Paths and units as read in its packages. */
const debian13: System = {
  title: 'Debian 13',
  family: 'debian',
  container: { suite: 'trixie', prepare: 'os/debian-image-prepare.sh', finish: 'os/debian-image-finish.sh' },
  box: { name: 'bento/debian-13', version: '202510.26.0', urls: {} },
  postgresqlVersions: [17],
  postgresql: (version) => ({
    bin: `/usr/lib/postgresql/${version}/bin`,
    home: '/var/lib/postgresql',
    data: `/var/lib/postgresql/${version}/main`,
    // The unit that Debian starts at install; Patroni must find the port free.
    unit: 'postgresql.service',
    config: `/etc/postgresql/${version}/main`,
    server: `postgresql@${version}-main.service`,
    // The package has a script for the old init only; the unit is the kit's.
    repmgr: { config: '/etc/repmgr.conf', unit: 'repmgrd.service' },
  }),
  values: {
    id: 'debian13',
    ssh: { unit: 'ssh' },
    chrony: { unit: 'chrony', config: '/etc/chrony/chrony.conf', user: '_chrony' },
    named: { config: '/etc/bind/named.conf', zones: '/etc/bind', user: 'bind', options: '/var/cache/bind' },
    patroni: { config: '/etc/patroni/config.yml' },
    etcd: { environment: '/etc/default/etcd' },
    pgbouncer: { user: 'postgres', run: '/var/run/postgresql', log: '/var/log/postgresql' },
    pgbackrest: { config: '/etc/pgbackrest.conf' },
    sudoGroup: 'sudo',
  },
}

export default debian13
