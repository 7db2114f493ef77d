#!/usr/bin/env bash
# A room for virtual machines on a host that must not notice them. Run by:
#   unshare --mount --pid --fork --kill-child --mount-proc room.sh FOLDER
# It is the first process of its process namespace: when it ends, the kernel ends everything in the room, and the mounts
# vanish with it. It ends when its standard input does, however the one who holds the other end comes to an end, and
# takes FOLDER with it. Until then FOLDER/net is the network of the room, without a way out.
set -euo pipefail
# Clearing up ends every process this one can see, so it must not see those of the host.
(($$ == 1)) || { echo "room.sh must be the first process of a process namespace of its own" >&2; exit 2; }
folder=$1
# Ctrl-C means the one who holds standard input; this process has to clear up after that.
trap '' INT TERM HUP
clear_up() {
  trap - EXIT
  exec 2>/dev/null # what is killed here need not be reported
  kill -KILL -1 || true
  wait
  umount "$folder/net" || true
  rm -rf "$folder"
}
trap clear_up EXIT

mkdir -p "$folder"/{cache,lib,log,etc}
touch "$folder/net"
unshare --net="$folder/net" ip link set lo up

# Where the kernel offers virtualization that does not work, libvirt's every question to it takes a minute.
if [[ -e /dev/kvm ]]; then mount --bind /dev/null /dev/kvm; fi
# libvirt finds no machines, no daemons and no message bus of the host, and leaves nothing there.
for place in cache lib log; do mount --bind "$folder/$place" "/var/$place/libvirt"; done
mount --bind "$folder/etc" /etc/libvirt
names=$(readlink -f /etc/resolv.conf)
cp "$names" "$folder/resolv.conf"
mount -t tmpfs tmpfs /run
# The box is built in here over the host's network; with some resolvers this file lies in /run.
[[ -e $names ]] || install -D "$folder/resolv.conf" "$names"
# No other user, no daemon for logs and no control groups: nothing in here is shared with anybody.
cat >/etc/libvirt/qemu.conf <<'END_OF_FILE'
user = "root"
group = "root"
security_driver = "none"
stdio_handler = "file"
cgroup_controllers = []
namespaces = []
END_OF_FILE
# Fresh, so that it shows the interfaces of this network and no control groups.
nsenter --net="$folder/net" bash -euc '
  mount -t sysfs sysfs /sys
  exec libvirtd
' >"$folder/log/libvirtd.log" 2>&1 </dev/null &

# Until the other end is closed.
cat >/dev/null
