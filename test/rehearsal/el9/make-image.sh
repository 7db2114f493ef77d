#!/bin/bash
# make-image.sh BASE TARGET: the image of the rehearsal, out of a copy of the kit's own Debian image.
# Runs in a mount namespace of its own, so that nothing stays mounted.
set -euo pipefail
base=$1 target=$2
here=$(dirname "$(readlink -f "$0")")

cp -a --reflink=auto "$base" "$target"
mkdir "$target/rehearsal"
cp -a "$here/." "$target/rehearsal/"
cp /etc/resolv.conf "$target/etc/resolv.conf"
mount -t proc proc "$target/proc"
mount --bind /dev "$target/dev"
chroot "$target" /rehearsal/make-box.sh /rehearsal
umount "$target/proc" "$target/dev"
rm -rf "$target/rehearsal"
