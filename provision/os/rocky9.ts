import type { System } from '../../src/compile/system.ts'

const images = 'https://dl.rockylinux.org/pub/rocky/9/images/x86_64'

/**
 * Rocky Linux 9 with the packages of PGDG, EPEL and AppStream.
 * Paths, units and users: PGDG's own package sources and the distribution's packages.
 */
const rocky9: System = {
  title: 'Rocky Linux 9',
  family: 'el',
  // Built by bento; the version as its users pin it. The addresses are Rocky Linux's own: the release that was read,
  // the name that follows the newest release, and the name it had before 9.8.
  box: {
    name: 'bento/rockylinux-9',
    version: '202510.26.0',
    urls: {
      virtualbox: [
        `${images}/Rocky-9-Vagrant-Vbox-9.8-20260525.0.x86_64.vagrant.virtualbox.box`,
        `${images}/Rocky-9-Vagrant-Vbox.latest.x86_64.vagrant.virtualbox.box`,
        `${images}/Rocky-9-Vagrant-Vbox.latest.x86_64.box`,
      ],
      libvirt: [`${images}/Rocky-9-Vagrant-Libvirt.latest.x86_64.box`],
      vmware_desktop: [`${images}/Rocky-9-Vagrant-VMware.latest.x86_64.box`],
    },
  },
  postgresqlVersions: [15, 16, 17, 18],
  postgresql: (version) => ({
    bin: `/usr/pgsql-${version}/bin`,
    home: '/var/lib/pgsql',
    data: `/var/lib/pgsql/${version}/data`,
    // Settings lie beside the data and are copied with it.
    config: `/var/lib/pgsql/${version}/data`,
    unit: `postgresql-${version}.service`,
    server: `postgresql-${version}.service`,
    repmgr: { config: `/etc/repmgr/${version}/repmgr.conf`, unit: `repmgr-${version}.service` },
  }),
  values: {
    id: 'rocky9',
    ssh: { unit: 'sshd' },
    chrony: { unit: 'chronyd', config: '/etc/chrony.conf', user: 'chrony' },
    named: { config: '/etc/named.conf', zones: '/var/named', user: 'named', options: '/var/named' },
    patroni: { config: '/etc/patroni/patroni.yml' },
    etcd: { environment: '/etc/etcd/etcd.conf' },
    // Its own user may not write where PostgreSQL keeps its sockets.
    pgbouncer: { user: 'pgbouncer', run: '/var/run/pgbouncer', log: '/var/log/pgbouncer' },
    pgbackrest: { config: '/etc/pgbackrest.conf' },
    sudoGroup: 'wheel',
  },
}

export default rocky9
