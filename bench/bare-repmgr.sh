#!/usr/bin/env bash
# The yardstick for `pglab up repmgr`: the shortest hand-made way to the same cluster.
# Five containers from the cached image; a primary is made and registered, two standbys are cloned and registered, a
# witness is made and registered, repmgrd is started on all four. Prints the milliseconds until both standbys stream and
# all four repmgrd run. No DNS, time, routing, evidence, health checks, service commands or snapshots.
# Usage: bare-repmgr.sh IMAGE_ROOT
set -euo pipefail
image=$1
machines=(ns pg01 pg02 pg03 witness)
declare -A ip=([ns]=10 [pg01]=11 [pg02]=12 [pg03]=13 [witness]=14)
# shellcheck source=bench/bare-boot.sh
. "$(dirname "${BASH_SOURCE[0]}")/bare-boot.sh"

began=$(now)
prepare_network
for m in "${machines[@]}"; do
  make_machine "$m"
  printf '127.0.0.1 localhost\n192.168.56.11 pg01\n192.168.56.12 pg02\n192.168.56.13 pg03\n192.168.56.14 witness\n' >"$root/etc/hosts"
  cat >"$root/etc/repmgr.conf" <<E
node_id=${ip[$m]}
node_name='$m'
conninfo='host=$m user=repmgr dbname=repmgr connect_timeout=2'
data_directory='/var/lib/postgresql/17/main'
pg_bindir='/usr/lib/postgresql/17/bin'
use_replication_slots=yes
failover=automatic
promote_command='/usr/lib/postgresql/17/bin/repmgr standby promote -f /etc/repmgr.conf'
follow_command='/usr/lib/postgresql/17/bin/repmgr standby follow -f /etc/repmgr.conf --upstream-node-id=%n'
E
  cat >"$root/usr/local/bin/bare" <<'E'
#!/bin/bash
set -eu
cd /
as() { runuser -u postgres -- "$@"; }
repmgr() { as /usr/lib/postgresql/17/bin/repmgr -f /etc/repmgr.conf "$@"; }
data=/var/lib/postgresql/17/main conf=/etc/postgresql/17/main
pg_createcluster 17 main -- --data-checksums >/dev/null
cat >>$conf/postgresql.conf <<C
listen_addresses='*'
shared_buffers='32MB'
wal_log_hints=on
shared_preload_libraries='repmgr'
C
echo 'local all all peer
host all all 192.168.56.0/24 trust
host replication all 192.168.56.0/24 trust' >$conf/pg_hba.conf
wait_for() { for i in {1..600}; do as psql -XAtq "host=pg01 user=repmgr dbname=repmgr" -c "$1" 2>/dev/null | grep -q t && return; sleep 0.1; done; exit 1; }
case $(hostname) in
  pg01 | witness)
    pg_ctlcluster 17 main start
    as createuser -s repmgr
    as createdb -O repmgr repmgr ;;&
  pg01) repmgr primary register ;;
  pg02 | pg03)
    rm -rf $data
    wait_for "select true from repmgr.nodes"
    repmgr -h pg01 -U repmgr -d repmgr standby clone --fast-checkpoint
    pg_ctlcluster 17 main start
    repmgr standby register ;;
  witness)
    wait_for "select true from repmgr.nodes"
    repmgr witness register -h pg01 -U repmgr -d repmgr ;;
esac
as /usr/lib/postgresql/17/bin/repmgrd -f /etc/repmgr.conf --daemonize=true
E
  chmod 0755 "$root/usr/local/bin/bare"
  if [[ $m != ns ]]; then
    printf '[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/usr/local/bin/bare\n' >"$root/etc/systemd/system/bare.service"
    ln -sf ../bare.service "$root/etc/systemd/system/multi-user.target.wants/bare.service"
  fi
  boot_machine "$m"
done

ask() { ip netns exec "bare-$id-ns" chroot "$work/ns/root" psql -XAtq "host=192.168.56.${ip[$1]} user=repmgr dbname=repmgr connect_timeout=2" -c "$2" 2>/dev/null || true; }
complete() {
  [[ $(ask pg01 "select count(*) from pg_stat_replication where state = 'streaming'") == 2 ]] || return 1
  local node
  for node in pg01 pg02 pg03 witness; do [[ $(ask "$node" 'select repmgr.repmgrd_is_running()') == t ]] || return 1; done
}
deadline=$(($(now) + 120000))
until complete; do
  (($(now) < deadline)) || { echo "no cluster after 120 s" >&2; exit 1; }
  sleep 0.1
done
echo "$(($(now) - began))"
