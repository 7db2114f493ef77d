#!/usr/bin/env bash
# The yardstick for `pglab up`: the shortest hand-made way to the same cluster.
# It boots four containers from the cached image, starts etcd and Patroni with the fast
# bootstrap values and prints the milliseconds until one leader leads and two replicas stream.
# No DNS, time, pooling, routing, evidence, health checks or snapshots: only what cannot be left out.
# Usage: bare-patroni.sh IMAGE_ROOT [LOOP_WAIT]
set -euo pipefail
image=$1 loop_wait=${2:-1}
machines=(ns pg01 pg02 pg03)
declare -A ip=([ns]=10 [pg01]=11 [pg02]=12 [pg03]=13)
# shellcheck source=bench/bare-boot.sh
. "$(dirname "${BASH_SOURCE[0]}")/bare-boot.sh"
leader_wait=120

began=$(now)
prepare_network
etcd_peers=pg01=http://192.168.56.11:2380,pg02=http://192.168.56.12:2380,pg03=http://192.168.56.13:2380

for m in "${machines[@]}"; do
  make_machine "$m"
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
  boot_machine "$m"
done

deadline=$(($(now) + leader_wait * 1000))
until ip netns exec "bare-$id" true && members=$(ip netns exec "bare-$id-ns" curl -s -m 1 http://192.168.56.11:8008/cluster) &&
  [[ $(grep -o '"state": "streaming"' <<<"$members" | wc -l) == 2 && $members == *'"role": "leader"'* ]]; do
  (($(now) < deadline)) || { echo "no cluster after $leader_wait s" >&2; exit 1; }
  sleep 0.1
done
echo "$(($(now) - began))"
