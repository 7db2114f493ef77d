#!/bin/sh
# Runs before the packages of the box are installed; $1 is the folder of the new system.
set -eu
# The disk and its file system are all that the first stage of a boot has to find.
mkdir -p "$1/etc/initramfs-tools/conf.d"
printf 'MODULES=list\nCOMPRESS=gzip\nRESUME=none\n' >"$1/etc/initramfs-tools/conf.d/rehearsal"
printf 'virtio_pci\nvirtio_blk\next4\n' >"$1/etc/initramfs-tools/modules"
# Interfaces come up by ifupdown, as in Debian's own installer and the public boxes: Vagrant writes the lab's
# interface into this file.
mkdir -p "$1/etc/network"
printf 'auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet dhcp\n' >"$1/etc/network/interfaces"
