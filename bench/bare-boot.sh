# shellcheck shell=bash disable=SC2154,SC2034
# What every yardstick needs: containers from the cached image on a network of their own, and no trace afterwards.
# Sourced with `image`, `machines` and `ip` set; gives prepare_network, make_machine, boot_machine and now.
work=$(mktemp -d /var/tmp/pglab-bare.XXXXXX)
id=${work##*.}
cg=/sys/fs/cgroup; [[ -d $cg/unified ]] && cg=$cg/unified

cleanup() {
  for m in "${machines[@]}"; do
    [[ -d $cg/bare-$id-$m ]] && echo 1 >"$cg/bare-$id-$m/cgroup.kill"
  done
  for m in "${machines[@]}"; do
    for _ in {1..50}; do grep -q 'populated 0' "$cg/bare-$id-$m/cgroup.events" 2>/dev/null && break; sleep 0.1; done
    find "$cg/bare-$id-$m" -depth -type d -exec rmdir {} \; 2>/dev/null || true
    umount "$work/$m/root" 2>/dev/null || true
    ip netns del "bare-$id-$m" 2>/dev/null || true
  done
  ip netns del "bare-$id" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

now() { date +%s%3N; }

prepare_network() {
  ip netns add "bare-$id"
  ip -n "bare-$id" link add br0 type bridge
  ip -n "bare-$id" link set br0 up
}

# make_machine NAME: its disk in $root, its address in $addr
make_machine() {
  local m=$1
  addr=192.168.56.${ip[$m]}
  root=$work/$m/root
  mkdir -p "$work/$m"/{upper,work,root}
  mount -t overlay overlay -o "lowerdir=$image,upperdir=$work/$m/upper,workdir=$work/$m/work" "$root"
  echo "$m" >"$root/etc/hostname"; : >"$root/etc/machine-id"
  ip netns add "bare-$id-$m"
  ip -n "bare-$id" link add "v${ip[$m]}" type veth peer name eth0 netns "bare-$id-$m"
  ip -n "bare-$id" link set "v${ip[$m]}" master br0 up
  ip -n "bare-$id-$m" addr add "$addr/24" dev eth0
  ip -n "bare-$id-$m" link set eth0 up
  ip -n "bare-$id-$m" link set lo up
}

# boot_machine NAME
boot_machine() {
  local m=$1
  mkdir -p "$cg/bare-$id-$m"
  (
    echo "$BASHPID" >"$cg/bare-$id-$m/cgroup.procs"
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 exec setsid systemd-nspawn -q -D "$work/$m/root" --machine="bare-$m" --register=no --keep-unit \
      --network-namespace-path="/run/netns/bare-$id-$m" --capability=CAP_NET_ADMIN --resolv-conf=off --boot
  ) >"$work/$m/console.log" 2>&1 </dev/null &
}
