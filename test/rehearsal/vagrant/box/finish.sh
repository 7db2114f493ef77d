#!/bin/sh
# Runs after the packages of the box are installed; $1 is the folder of the new system, $2 Vagrant's public key.
set -eu
# Vagrant comes in as this user, with the key that every box carries and that it exchanges at the first boot.
chroot "$1" useradd --create-home --shell /bin/bash vagrant
install -d -m 0700 "$1/home/vagrant/.ssh"
install -m 0600 "$2" "$1/home/vagrant/.ssh/authorized_keys"
chroot "$1" chown -R vagrant:vagrant /home/vagrant
echo 'vagrant ALL=(ALL) NOPASSWD: ALL' >"$1/etc/sudoers.d/vagrant"
chmod 0440 "$1/etc/sudoers.d/vagrant"
# The box carries the packages of all machines, so what runs on one is what its script turns on; the network and the
# way in are no part of the lab.
chroot "$1" systemctl preset-all >/dev/null 2>&1
chroot "$1" systemctl enable -q networking.service ssh.service
# A console that nobody will ever look at.
ln -sf /dev/null "$1/etc/systemd/system/serial-getty@.service"
# What an installer writes and a cluster member must not believe; the lab's script has to take the second line away.
echo debian >"$1/etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 debian\n' >"$1/etc/hosts"
: >"$1/etc/machine-id"
rm -rf "$1"/var/lib/etcd/* "$1"/var/lib/postgresql/*/main "$1"/var/cache/apt/archives/*.deb
