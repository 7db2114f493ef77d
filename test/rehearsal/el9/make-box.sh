#!/bin/bash
# make-box.sh HERE: turns the Debian system it runs in (a chroot) into a bare box that takes itself for Rocky Linux 9:
# its packages are in the database of rpm, the programs of the lab are gone, and dnf alone can bring them back.
set -euo pipefail
here=$1
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
hosts=(dl.rockylinux.org dl.fedoraproject.org download.postgresql.org)

# The real dnf, the real firewalld, and what builds packages.
apt-get -q -o Acquire::Retries=3 update
apt-get -q -y -o Acquire::Retries=3 -o Dpkg::Options::=--force-unsafe-io --no-install-recommends install \
  ca-certificates createrepo-c dnf dnf-plugins-core firewalld gnupg openssl rpm

python3 "$here/make-packages.py" "$here" /srv/internet

# No users but those of the box: packages make their own.
for user in postgres etcd haproxy bind _chrony; do userdel -f "$user" 2>/dev/null || true; done
# Two groups of Debian have numbers that belong to named and postgres here.
for group in postgres etcd haproxy bind _chrony floppy tape; do groupdel "$group" 2>/dev/null || true; done
groupadd --system wheel
rm -rf /etc/haproxy /etc/bind /etc/chrony /etc/etcd /etc/patroni /etc/postgresql* /etc/pgbouncer /etc/pgbackrest* \
  /usr/lib/postgresql /usr/share/postgresql* /var/lib/{haproxy,chrony,etcd,postgresql,pgbackrest} /var/log/postgresql

cp -a "$here/box/." /
chown -R root:root /etc/sudoers /etc/dnf /etc/yum.repos.d /usr/libexec/rehearsal
chmod 0440 /etc/sudoers
mkdir -p /etc/pki/rpm-gpg
cp "$here/sources/key" /etc/pki/rpm-gpg/RPM-GPG-KEY-Rocky-9
for tool in getenforce getsebool setsebool restorecon; do ln -sf /usr/libexec/rehearsal/selinux "/usr/sbin/$tool"; done
echo /usr/lib64 >/etc/ld.so.conf.d/lib64.conf

# The hosts of the rehearsal's internet show a certificate that this machine trusts.
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=rehearsal -keyout /etc/internet.key -out /etc/internet.crt \
  -addext "subjectAltName=$(printf 'DNS:%s,' "${hosts[@]}" | sed 's/,$//')" 2>/dev/null
cp /etc/internet.crt /usr/local/share/ca-certificates/rehearsal.crt
update-ca-certificates >/dev/null

# firewalld knows the services of EL9's that these scripts may name, and those its own zones name; it must refuse others.
cd /usr/lib/firewalld
known=" postgresql dns ntp etcd-client etcd-server netbios-ns $(grep -ohP 'service name="\K[^"]+' zones/*.xml policies/*.xml | tr '\n' ' ') "
for file in services/*.xml; do
  name=${file##*/}
  [[ $known == *" ${name%.xml} "* ]] || rm "$file"
done
cd /

# Rocky Linux 9 has systemd 252, which does not serve sshd on a socket by itself.
rm -f /usr/lib/systemd/system-generators/systemd-ssh-generator /etc/systemd/system-preset/00-pglab.preset
rm -f /usr/lib/systemd/system/ssh.service /usr/lib/systemd/system/ssh.socket /usr/lib/systemd/system/nftables.service
# Nobody may fall back on what Debian brought: its package tools and their memory go.
rpm -i --justdb --nodeps /srv/box/*.rpm
alternatives=/var/lib/dpkg/alternatives
find /var/lib/dpkg -mindepth 1 -maxdepth 1 ! -path "$alternatives" -exec rm -rf {} +
find "$alternatives" -type f -name 'psql*' -delete
rm -rf /usr/bin/apt* /usr/bin/dpkg* /usr/lib/apt /var/lib/apt /var/cache/apt /etc/apt /srv/box /var/tmp/packages /root/.gnupg
ldconfig
find /etc/systemd/system -type l ! -lname /dev/null -delete
systemctl preset-all >/dev/null 2>&1
touch /etc/.updated /var/.updated
rm -f /etc/resolv.conf
