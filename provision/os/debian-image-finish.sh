#!/bin/sh
# Runs after the packages of the image are installed; $1 is the folder of the new system.
set -eu
# Packages have enabled themselves regardless of the preset; put it into force.
chroot "$1" systemctl preset-all >/dev/null 2>&1
# Every machine gets its own identity; none may come from the image.
rm -f "$1"/etc/ssh/ssh_host_*_key* "$1/etc/hostname"
: >"$1/etc/machine-id"
ln -sf /dev/null "$1/etc/systemd/system/sshd-keygen.service"
# Data that a package made for a single server would stand in the way of a cluster.
rm -rf "$1"/var/lib/etcd/* "$1"/var/lib/postgresql/*/main "$1"/var/cache/apt/archives/*.deb
# The name server of the machine that built the image means nothing in the lab.
rm -f "$1/etc/resolv.conf"
# Consoles that nobody will ever look at.
ln -sf /dev/null "$1/etc/systemd/system/console-getty.service"
# Caches are up to date; without these marks every first boot would make them again.
touch "$1/etc/.updated" "$1/var/.updated"
# With a script for the old init beside its unit, every `systemctl enable` takes half a second longer.
rm -f "$1"/etc/init.d/*
