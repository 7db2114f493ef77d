#!/usr/bin/env bash
# The yardstick for `pglab up`: the shortest hand-made way to the same cluster.
# It boots four containers from the cached image, starts etcd and Patroni with the fast
# bootstrap values and prints the milliseconds until one leader leads and two replicas stream.
# No DNS, time, pooling, routing, evidence, health checks or snapshots: only what cannot be left out.
# Usage: bare-patroni.sh IMAGE_ROOT [LOOP_WAIT]
set -euo pipefail
image=$1 loop_wait=${2:-1}
work=$(mktemp -d /var/tmp/pglab-bare.XXXXXX)
id=${work##*.}
cg=/sys/fs/cgroup; [[ -d $cg/unified ]] && cg=$cg/unified
machines=(ns pg01 pg02 pg03)
declare -A ip=([ns]=10 [pg01]=11 [pg02]=12 [pg03]=13)
leader_wait=120

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
began=$(now)

ip netns add "bare-$id"
ip -n "bare-$id" link add br0 type bridge
ip -n "bare-$id" link set br0 up
etcd_peers=pg01=http://192.168.56.11:2380,pg02=http://192.168.56.12:2380,pg03=http://192.168.56.13:2380

for m in "${machines[@]}"; do
  addr=192.168.56.${ip[$m]}
  mkdir -p "$work/$m"/{upper,work,root}
  mount -t overlay overlay -o "lowerdir=$image,upperdir=$work/$m/upper,workdir=$work/$m/work" "$work/$m/root"
  root=$work/$m/root
  echo "$m" >"$root/etc/hostname"; : >"$root/etc/machine-id"
  ip netns add "bare-$id-$m"
  ip -n "bare-$id" link add "v$m" type veth peer name eth0 netns "bare-$id-$m"
  ip -n "bare-$id" link set "v$m" master br0 up
  ip -n "bare-$id-$m" addr add "$addr/24" dev eth0
  ip -n "bare-$id-$m" link set eth0 up
  ip -n "bare-$id-$m" link set lo up
  if [[ $m != ns ]]; then
    cat >"$root/etc/default/etcd" <<E
ETCD_NAME=$m
ETCD_DATA_DIR=/var/lib/etcd/lab
ETCD_LISTEN_PEER_URLS=http://$addr:2380
ETCD_LISTEN_CLIENT_URLS=http://$addr:2379
ETCD_ADVERTISE_CLIENT_URLS=http://$addr:2379
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://$addr:2380
ETCD_INITIAL_CLUSTER=$etcd_peers
ETCD_INITIAL_CLUSTER_STATE=new
E
    cat >"$root/etc/patroni/config.yml" <<E
scope: bare
name: $m
etcd3: {hosts: [192.168.56.11:2379, 192.168.56.12:2379, 192.168.56.13:2379]}
restapi: {listen: $addr:8008, connect_address: $addr:8008}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: $loop_wait
    retry_timeout: 3
    postgresql: {use_pg_rewind: true, use_slots: true}
  initdb: [{encoding: UTF8}, data-checksums, {auth-host: scram-sha-256}]
postgresql:
  listen: $addr,127.0.0.1:5432
  connect_address: $addr:5432
  data_dir: /var/lib/postgresql/17/main
  bin_dir: /usr/lib/postgresql/17/bin
  authentication:
    superuser: {username: postgres, password: bare}
    replication: {username: replicator, password: bare}
  pg_hba:
    - local all all peer
    - host all all 127.0.0.1/32 scram-sha-256
    - host replication all 127.0.0.1/32 scram-sha-256
    - host all all 192.168.56.0/24 scram-sha-256
    - host replication all 192.168.56.0/24 scram-sha-256
E
    chown postgres "$root/etc/patroni/config.yml" 2>/dev/null || chroot "$root" chown postgres /etc/patroni/config.yml
    for u in etcd patroni; do ln -sf "/usr/lib/systemd/system/$u.service" "$root/etc/systemd/system/multi-user.target.wants/$u.service"; done
  fi
  mkdir -p "$cg/bare-$id-$m"
  (
    echo "$BASHPID" >"$cg/bare-$id-$m/cgroup.procs"
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 exec setsid systemd-nspawn -q -D "$root" --machine="bare-$m" --register=no --keep-unit \
      --network-namespace-path="/run/netns/bare-$id-$m" --capability=CAP_NET_ADMIN --resolv-conf=off --boot
  ) >"$work/$m/console.log" 2>&1 </dev/null &
done

deadline=$(($(now) + leader_wait * 1000))
until ip netns exec "bare-$id" true && members=$(ip netns exec "bare-$id-ns" curl -s -m 1 http://192.168.56.11:8008/cluster) &&
  [[ $(grep -o '"state": "streaming"' <<<"$members" | wc -l) == 2 && $members == *'"role": "leader"'* ]]; do
  (($(now) < deadline)) || { echo "no cluster after $leader_wait s" >&2; exit 1; }
  sleep 0.1
done
echo "$(($(now) - began))"
