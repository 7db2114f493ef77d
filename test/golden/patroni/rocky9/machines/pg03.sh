#!/usr/bin/env bash
# pg03 of the lab "patroni" on Rocky Linux 9.
#
# This script turns a bare Rocky Linux 9 machine into pg03: it is all that the kit does to it.
# Read it from top to bottom: first a few helpers, then the packages, then a section for each role.
# It may be run again at any time: it changes only what differs and says at the end what that was.
# It holds this lab's passwords. Keep it as you keep a key.
set -euo pipefail
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

# ---------------------------------------------------------------------------------------------
# Helpers. Each looks first and acts only where something differs.
# ---------------------------------------------------------------------------------------------
changes=0       # what this run has changed
dirty=0         # a file of the current section has changed: its service must take notice
to_enable=()    # units that are to start at boot

section() { printf '== %s: %s\n' "$1" "$2"; dirty=0; }

changed() { changes=$((changes + 1)); printf '   + %s\n' "$*"; }

# put FILE MODE OWNER[:GROUP]: makes the text on standard input the content of FILE.
# It is written beside the old one and moved over it, so nobody ever reads half a file.
put() {
  local file=$1 mode=$2 owner=$3 group text
  if [[ $owner == *:* ]]; then group=${owner#*:} owner=${owner%:*}
  elif [[ $owner == root ]]; then group=root
  else group=$(id -gn "$owner"); fi
  IFS= read -r -d '' text || true
  if [[ -f $file && ! -L $file ]]; then
    local old=
    IFS= read -r -d '' old <"$file" || true
    [[ $old == "$text" && $(stat -c '%a %U:%G' "$file") == "${mode#0} $owner:$group" ]] && return
  fi
  [[ -d ${file%/*} ]] || mkdir -p "${file%/*}"
  printf '%s' "$text" | install -m "$mode" -o "$owner" -g "$group" /dev/stdin "$file.new"
  mv -f "$file.new" "$file"
  restore_context "$file"
  dirty=1
  changed "$file"
}

# folder PATH MODE OWNER
folder() {
  [[ -d $1 && $(stat -c '%a %U' "$1") == "${2#0} $3" ]] && return
  install -d -m "$2" -o "$3" -g "$(id -gn "$3")" "$1"
  restore_context "$1"
  changed "$1/"
}

# remove PATH...: files that would get in the way
remove() {
  local path
  for path in "$@"; do
    [[ -e $path || -L $path ]] || continue
    rm -rf "$path"
    dirty=1
    changed "removed $path"
  done
}

# unit NAME [reload]: the service runs from now on and after every boot; one that runs already takes notice of
# changed files, by a reload where that is enough. Nothing here waits for it to be ready: a service whose peers
# are not there yet starts in the background and finds them when they come.
unit() {
  local name=$1 notice=${2:-restart}
  local UnitFileState='' ActiveState='' NeedDaemonReload=''
  look_at "$name"
  # Put down here, done at the end for all units at once.
  if [[ $UnitFileState != enabled ]]; then
    to_enable+=("$name")
    changed "$name starts at boot"
  fi
  # systemd reads unit files when it first hears of a unit; only later changes have to be pointed out to it.
  if [[ $NeedDaemonReload == yes ]]; then systemctl daemon-reload; fi
  case $ActiveState in
    active | activating | reloading)
      if ((dirty)); then systemctl --no-block "$notice" "$name"; fi ;;
    *)
      systemctl --no-block start "$name"
      changed "$name started" ;;
  esac
}

# at_boot NAME: the service runs after every boot; somebody else starts it the first time.
at_boot() {
  local UnitFileState='' ActiveState='' NeedDaemonReload=''
  look_at "$1"
  if [[ $UnitFileState == enabled ]]; then return; fi
  to_enable+=("$1")
  changed "$1 starts at boot"
}

# unit_off NAME: a service of a package that must not run by itself here.
unit_off() {
  local name=$1
  local UnitFileState='' ActiveState='' NeedDaemonReload=''
  look_at "$name"
  if [[ $UnitFileState == enabled ]]; then
    systemctl disable -q --no-reload "$name"
    changed "$name does not start at boot"
  fi
  if [[ $ActiveState == active || $ActiveState == activating ]]; then
    systemctl stop "$name"
    changed "$name stopped"
  fi
}

# look_at UNIT: fills in what the caller wants to know of it, by one question to systemd instead of three.
look_at() {
  local line
  while IFS= read -r line; do
    case $line in
      UnitFileState=*) UnitFileState=${line#*=} ;;
      ActiveState=*) ActiveState=${line#*=} ;;
      NeedDaemonReload=*) NeedDaemonReload=${line#*=} ;;
    esac
  done < <(systemctl show -p UnitFileState,ActiveState,NeedDaemonReload "$1")
}

finish() {
  if ((${#to_enable[@]})); then systemctl enable -q --no-reload "${to_enable[@]}"; fi
  # Where a student finds this script again, however it came here.
  [[ $0 -ef /usr/local/lib/pglab/machine.sh ]] || install -D -m 0700 "$0" /usr/local/lib/pglab/machine.sh
  if ((changes == 0)); then echo "== nothing changed"; else echo "== $changes changes"; fi
}

# ---------------------------------------------------------------------------------------------
# Rocky Linux 9: package sources, SELinux and firewalld.
# ---------------------------------------------------------------------------------------------
pgdg_repo=/etc/yum.repos.d/pgdg-redhat-all.repo

# dnf_do WORDS...: dnf without questions. Mirrors are often half-way through an update: what dnf remembers of them
# is thrown away, and it asks again.
dnf_do() {
  local try
  for try in 1 2 3; do
    dnf -q -y "$@" && return
    dnf -q clean metadata
    # A mirror that is being written needs a moment.
    ((try == 3)) || sleep $((try * 3))
  done
  echo "dnf could not do this after $try tries: dnf $*. See above why; once the mirror is back, run this script again." >&2
  return 1
}

# is_here NAME: installed under this name, or something else that calls itself so (curl-minimal is a curl).
is_here() { rpm -q --quiet --whatprovides "$1"; }

prepare_packages() {
  # Packages of the PostgreSQL project are built on the newest minor release and want its OpenSSL. A whole upgrade,
  # because an OpenSSH that stays behind its OpenSSL lets nobody in any more.
  if ! is_here 'libcrypto.so.3(OPENSSL_3.4.0)(64bit)'; then
    dnf_do --disablerepo='pgdg*' upgrade
    changed "system upgraded"
  fi

  # EPEL and CRB carry libraries that the packages of the PostgreSQL project need. A box made long ago may know an
  # address of its extras that is dead by now.
  if ! is_here epel-release || ! is_here dnf-plugins-core || ! is_here pgdg-redhat-repo ||
    grep -qs /yum/common/pgdg-rhel9-extras/ "$pgdg_repo"; then
    dnf_do --disablerepo='pgdg*' install dnf-plugins-core epel-release \
      "https://download.postgresql.org/pub/repos/yum/reporpms/EL-9-$(uname -m)/pgdg-redhat-repo-latest.noarch.rpm"
    changed "package sources"
    # A source that somebody has edited is left as it is, and the new one is laid beside it: take the new one.
    if [[ -e $pgdg_repo.rpmnew ]]; then mv -f "$pgdg_repo.rpmnew" "$pgdg_repo"; fi
    restore_context /etc/yum.repos.d
    # The system's own PostgreSQL module must not hide the project's packages; where there is none, all is well.
    dnf -q -y module disable postgresql || true
    dnf -q config-manager --set-enabled crb
  fi
}

install_packages() {
  local missing=() name sources=()
  for name in "$@"; do
    is_here "$name" || missing+=("$name")
    # The extras also carry newer builds of the system's own HAProxy and keepalived: take etcd alone from there.
    if [[ $name == etcd ]]; then sources=(--enablerepo=pgdg-rhel9-extras --setopt=pgdg-rhel9-extras.includepkgs=etcd); fi
  done
  ((${#missing[@]})) || return 0
  dnf_do "${sources[@]}" install "${missing[@]}"
  changed "packages: ${missing[*]}"
}

# A file made elsewhere keeps the SELinux label of that place until it is given the one of its own.
restore_context() {
  if command -v restorecon >/dev/null; then restorecon -R "$1"; fi
}

# selinux_boolean NAME: the policy may allow something it does not allow by itself.
selinux_boolean() {
  command -v getenforce >/dev/null && [[ $(getenforce) != Disabled ]] || return 0
  [[ $(getsebool "$1") != *' on' ]] || return 0
  setsebool -P "$1" 1
  changed "SELinux boolean $1"
}

# The zone of firewalld that the lab's network belongs to. The interface is found by its address: its name differs
# from box to box.
lab_zone() {
  local interface
  interface=$(ip -o -4 addr show | awk '$4 ~ "^192[.]168[.]56[.]13/" { print $2 }')
  firewall-cmd --get-zone-of-interface="$interface" 2>/dev/null || firewall-cmd --get-default-zone
}

# Ports that firewalld knows by a name.
declare -A firewalld_services=(
  [53/tcp]=dns [53/udp]=dns [123/udp]=ntp [2379/tcp]=etcd-client [2380/tcp]=etcd-server [5432/tcp]=postgresql
)

# open_ports PORT/PROTOCOL...: some boxes come with the firewall on, some with it off, some without it.
open_ports() {
  systemctl is-active -q firewalld.service || return 0
  zone=${zone:-$(lab_zone)}
  # What counts now and what counts after the next boot are two lists; a port must be in both.
  local now later port services=() ports=()
  now=$(firewall-cmd --zone="$zone" --list-all)
  later=$(firewall-cmd --permanent --zone="$zone" --list-all)
  for port in "$@"; do
    local name=${firewalld_services[$port]-$port} kind=service
    [[ $name != */* ]] || kind=port
    grep -qw "${kind}s:.* $name" <<<"$now" && grep -qw "${kind}s:.* $name" <<<"$later" && continue
    case $kind in
      port) ports+=("--add-port=$name") ;;
      # A service may stand for several ports.
      service) [[ " ${services[*]} " == *" --add-service=$name "* ]] || services+=("--add-service=$name") ;;
    esac
  done
  # firewall-cmd takes several of a kind at once, but not both kinds.
  add_to_zone "${services[@]}"
  add_to_zone "${ports[@]}"
}

add_to_zone() {
  (($#)) || return 0
  firewall-cmd -q --permanent --zone="$zone" "$@"
  firewall-cmd -q --zone="$zone" "$@"
  changed "firewall, zone $zone: ${*#--add-}"
}

section packages "everything this machine will run"
prepare_packages
install_packages \
  bash-completion \
  /usr/bin/curl \
  hostname \
  iputils \
  iproute \
  jq \
  less \
  nano \
  nftables \
  openssh-server \
  procps-ng \
  psmisc \
  sudo \
  tzdata \
  vim-minimal \
  etcd \
  patroni \
  patroni-etcd \
  pgbackrest \
  postgresql17 \
  postgresql17-contrib \
  postgresql17-server \
  chrony \
  bind \
  bind-utils \
  pgbouncer \
  postgresql17

# ---------------------------------------------------------------------------------------------
# base: what every machine has: name, addresses of the others, time zone, users, SSH, small tools
# ---------------------------------------------------------------------------------------------
section base 'what every machine has: name, addresses of the others, time zone, users, SSH, small tools'

# The name must stand before anything that puts it into a configuration or a log.
if [[ $(cat /etc/hostname) != pg03 || $(uname -n) != pg03 ]]; then
  echo pg03 >/etc/hostname
  hostname pg03
  changed "hostname pg03"
fi

# Every machine knows every other even while DNS is down. The line "127.0.1.1 pg03" that
# installers like to write must go: a cluster member that advertises a loopback address is alone.
put /etc/hosts 0644 root <<'END_OF_FILE'
127.0.0.1 localhost
::1       localhost
192.168.56.10 ns.lab.test ns
192.168.56.11 pg01.lab.test pg01
192.168.56.12 pg02.lab.test pg02
192.168.56.13 pg03.lab.test pg03
END_OF_FILE

# One time zone everywhere, or the logs of two machines cannot be laid side by side.
if [[ $(readlink /etc/localtime) != /usr/share/zoneinfo/UTC ]]; then
  ln -sf /usr/share/zoneinfo/UTC /etc/localtime
  restore_context /etc/localtime
  changed "time zone UTC"
fi

# The group pglab may read the settings that client programs need, passwords among them.
if ! getent group pglab >/dev/null; then
  groupadd --system pglab
  changed "group pglab"
fi

# An ordinary user who may become root: nobody should work as root all day.
if ! id student >/dev/null 2>&1; then
  useradd --create-home --shell /bin/bash student
  changed "user student"
fi
for user in student vagrant; do
  if id "$user" >/dev/null 2>&1 && [[ " $(id -nG "$user") " != *" pglab "* ]]; then
    usermod -aG pglab,systemd-journal,wheel "$user"
    changed "$user may read logs and settings and use sudo"
  fi
done
put /etc/sudoers.d/student 0440 root <<'END_OF_FILE'
student ALL=(ALL) NOPASSWD: ALL
# What works without sudo works with it: programs are found in the same folders, and clients keep their settings.
Defaults secure_path = /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/pgsql-17/bin
Defaults env_keep += "PATRONICTL_CONFIG_FILE ETCDCTL_API ETCDCTL_ENDPOINTS PGSERVICEFILE PGSERVICE"
END_OF_FILE

# The kit and the student come in with one key that belongs to this lab alone.
folder /root/.ssh 0700 root
folder /home/student/.ssh 0700 student
for home in /root /home/student; do
  put "$home/.ssh/authorized_keys" 0600 "$(stat -c %U "$home")" <<'END_OF_FILE'
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICy/U/2PzvbsMeGt/cMeq1bSI7ydqY181rHSbLO0kwn1 pglab
END_OF_FILE
done

# The machine's own key is known to everyone beforehand, so that no first connection has to be believed.
put /etc/ssh/ssh_host_ed25519_key 0600 root <<'END_OF_FILE'
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACB46OP1qe5eh6sV61ZjfbNt9Ze0Wrr6GCPGlKtKgNCv+gAAAJBd8AB1XfAA
dQAAAAtzc2gtZWQyNTUxOQAAACB46OP1qe5eh6sV61ZjfbNt9Ze0Wrr6GCPGlKtKgNCv+g
AAAECV7FWsSt8jjcSf1QeRObtAG47GCrCpMHILsWgQxMpdrXjo4/Wp7l6HqxXrVmN9s231
l7RauvoYI8aUq0qA0K/6AAAACWhvc3QvcGcwMwECAwQ=
-----END OPENSSH PRIVATE KEY-----
END_OF_FILE
put /etc/ssh/ssh_host_ed25519_key.pub 0644 root <<'END_OF_FILE'
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHjo4/Wp7l6HqxXrVmN9s231l7RauvoYI8aUq0qA0K/6 host/pg03
END_OF_FILE
put /etc/ssh/ssh_known_hosts 0644 root <<'END_OF_FILE'
ns,ns.lab.test,192.168.56.10 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAg3lFcA1vwg1y6pnpqZzFWRiogOZLhuMsswjLlJXaIb host/ns
pg01,pg01.lab.test,192.168.56.11 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKuG8/5rThTryPqx6hnT8r53+jpOaoWzZE/0Rlmd+gQw host/pg01
pg02,pg02.lab.test,192.168.56.12 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFUFpEAU2I9ceOPfc+QrF7iQiVeuLf2hP4gPBWawKzwN host/pg02
pg03,pg03.lab.test,192.168.56.13 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHjo4/Wp7l6HqxXrVmN9s231l7RauvoYI8aUq0qA0K/6 host/pg03
END_OF_FILE
if ((dirty)); then
  # A reload keeps the connection over which this script may be running.
  systemctl --no-block try-reload-or-restart sshd.service
fi

# Healthy or not, and what is missing: the kit asks with this program, and so may you.
folder /usr/local/lib/pglab/health.d 0755 root
put /usr/local/bin/pglab-health 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
# pglab-health [SECONDS]: is this machine what it should be?
# Prints a line for each probe of /usr/local/lib/pglab/health.d: "ok" or "wait", its name, what it found, between tabs.
# With SECONDS it waits: it asks the first unfulfilled probe again and again, prints a line whenever an answer changes,
# goes on to the next, and ends with 0 as soon as all are fulfilled. When the time is up it asks the rest once and ends with 1.
set -u
limit=${1:-0}
declare -A last=()

ask() {
  local probe=$1 name=${1##*/} found state=ok
  # A probe that hangs is a probe that fails: whoever waits for it must hear so.
  found=$(timeout 5 "$probe" 2>&1 </dev/null) || state='wait'
  found=${found##*$'\n'}
  if [[ ${last[$name]-} != "$state $found" ]]; then
    printf '%s\t%s\t%s\n' "$state" "$name" "${found:0:300}"
    last[$name]="$state $found"
  fi
  [[ $state == ok ]]
}

healthy=0
for probe in /usr/local/lib/pglab/health.d/*; do
  # One question at a time: all machines ask while the cluster is being made, and asking must not slow down what is awaited.
  until began=${EPOCHREALTIME//[^0-9]/} && ask "$probe"; do
    if ((SECONDS >= limit)); then healthy=1; break; fi
    # And on a computer that is out of breath a question takes long: the pause is at least twice as long as it took.
    pause=$(((${EPOCHREALTIME//[^0-9]/} - began) * 2))
    ((pause > 300000)) || pause=300000
    sleep "$((pause / 1000000)).$(printf %06d $((pause % 1000000)))"
  done
done
exit $healthy
END_OF_FILE

# ---------------------------------------------------------------------------------------------
# etcd: etcd: the memory of the cluster, agreed upon by a majority
# ---------------------------------------------------------------------------------------------
section etcd 'etcd: the memory of the cluster, agreed upon by a majority'

# The members know each other by address: the store in which the cluster keeps its state must not depend on DNS.
put /etc/etcd/etcd.conf 0644 root <<'END_OF_FILE'
ETCD_NAME=pg03
ETCD_DATA_DIR=/var/lib/etcd/patroni
ETCD_LISTEN_PEER_URLS=http://192.168.56.13:2380
ETCD_LISTEN_CLIENT_URLS=http://192.168.56.13:2379,http://127.0.0.1:2379
# What is advertised is what clients use after their first contact: never a loopback or NAT address.
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://192.168.56.13:2380
ETCD_ADVERTISE_CLIENT_URLS=http://192.168.56.13:2379
ETCD_INITIAL_CLUSTER=pg01=http://192.168.56.11:2380,pg02=http://192.168.56.12:2380,pg03=http://192.168.56.13:2380
ETCD_INITIAL_CLUSTER_TOKEN=pglab-patroni
# "new" counts only while the data folder is empty.
ETCD_INITIAL_CLUSTER_STATE=new
ETCD_LISTEN_METRICS_URLS=http://192.168.56.13:2381
ETCD_METRICS=extensive
# A store of a few keys needs one thread, and its file need not be written ten times a second: what a majority has
# agreed upon stands in the log of each. An idle member costs a third less of the processor so.
GOMAXPROCS=1
ETCD_BACKEND_BATCH_INTERVAL=500ms
# Signs of life four times a second instead of ten, for another quarter less; and a laptop that is out of breath for a
# second elects no new leader of etcd.
ETCD_HEARTBEAT_INTERVAL=250
ETCD_ELECTION_TIMEOUT=1250
# Old revisions are dropped after a day, long after everyone who watches has seen them.
ETCD_AUTO_COMPACTION_MODE=periodic
ETCD_AUTO_COMPACTION_RETENTION=24h
ETCD_LOG_LEVEL=warn
END_OF_FILE

# etcd reports "started" only once a majority is there. Machines that boot one after the other
# would run into systemd's patience; with this the first one waits as long as it takes. And however often it has
# failed in the last minutes, it is started again.
put /etc/systemd/system/etcd.service.d/pglab.conf 0644 root <<'END_OF_FILE'
[Unit]
StartLimitIntervalSec=0
[Service]
TimeoutStartSec=infinity
# The runtime of Go looks after itself a hundred times a second. Timers that may be 20 ms late are served together, and
# an idle member needs half the processor; elections think in seconds.
TimerSlackNSec=20ms
Restart=always
RestartSec=1
END_OF_FILE

folder /var/lib/etcd 0700 etcd

# `etcdctl` without options asks all members.
put /etc/profile.d/pglab-etcd.sh 0644 root <<'END_OF_FILE'
export ETCDCTL_API=3 ETCDCTL_ENDPOINTS=http://192.168.56.11:2379,http://192.168.56.12:2379,http://192.168.56.13:2379
END_OF_FILE

open_ports 2379/tcp 2380/tcp 2381/tcp
unit etcd.service

# Healthy means: etcd has a quorum.
put /usr/local/lib/pglab/health.d/etcd.quorum 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
ETCDCTL_API=3 ETCDCTL_ENDPOINTS=http://192.168.56.13:2379 etcdctl --dial-timeout=1s --command-timeout=2s get quorum-probe >/dev/null 2>&1 || { echo "no majority answers"; exit 1; }
echo "a majority answers"
END_OF_FILE

# ---------------------------------------------------------------------------------------------
# patroni: Patroni: a PostgreSQL server that leads or follows as the cluster decides
# ---------------------------------------------------------------------------------------------
section patroni 'Patroni: a PostgreSQL server that leads or follows as the cluster decides'

# Patroni starts and stops PostgreSQL itself; a server started by the system would take its port.
unit_off postgresql-17.service
folder /var/lib/pgsql/17 0700 postgres

# What the first leader runs once: the roles and schemas that belong to the lab.
put /usr/local/lib/pglab/init.sql 0640 root:postgres <<'END_OF_FILE'

-- The student's role: may make databases and look at everything, but is no superuser. Tables of its own go to
-- a schema of its own; every further database would have to be copied to each replica before the lab is ready.
CREATE ROLE student LOGIN CREATEDB PASSWORD 'tyctD7d7azQWCRrMyK4pMeMm' IN ROLE pg_monitor;
CREATE SCHEMA student AUTHORIZATION student;
-- The ledger's rows: their numbers are what matters, each is written once and never changed. The recorder asks as the
-- same role and may look at everything.
CREATE ROLE ledger LOGIN PASSWORD 'oFMjJNUWiM5vrHSL6iz4WsaP' IN ROLE pg_monitor;
CREATE SCHEMA ledger AUTHORIZATION ledger;
CREATE TABLE ledger.entry (n bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp());
ALTER TABLE ledger.entry OWNER TO ledger;
-- PgBouncer looks up the password of whoever connects. Only this function may read it, and no superuser's.
CREATE ROLE pgbouncer LOGIN PASSWORD 'jxEpULvfeVijeYtZmPnkE8Ep';
CREATE SCHEMA pgbouncer AUTHORIZATION pgbouncer;
CREATE FUNCTION pgbouncer.lookup(name text) RETURNS TABLE (usename name, passwd text)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS 'SELECT usename, passwd FROM pg_shadow WHERE usename = $1 AND NOT usesuper';
REVOKE ALL ON FUNCTION pgbouncer.lookup(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pgbouncer.lookup(text) TO pgbouncer;
END_OF_FILE
put /usr/local/lib/pglab/post-init 0755 root <<'END_OF_FILE'
#!/bin/sh
# Called by Patroni with the connection string of the new leader.
exec /usr/pgsql-17/bin/psql -X -q -v ON_ERROR_STOP=1 -f /usr/local/lib/pglab/init.sql "$1"
END_OF_FILE

put /etc/patroni/patroni.yml 0600 postgres <<'END_OF_FILE'
# What this member alone needs to know. What holds for the whole cluster lies in etcd:
# `patronictl show-config` shows it, `patronictl edit-config` changes it.
scope: patroni
name: pg03

etcd3:
  hosts:
    - 192.168.56.11:2379
    - 192.168.56.12:2379
    - 192.168.56.13:2379

restapi:
  listen: 0.0.0.0:8008
  connect_address: 192.168.56.13:8008
  # Reading is free to all; whatever changes something asks for these.
  authentication:
    username: patroni
    password: B5t9h3N3yR8g88pHMk9RcwNS

ctl:
  authentication:
    username: patroni
    password: B5t9h3N3yR8g88pHMk9RcwNS

bootstrap:
  # Read once in the life of a cluster, at its first start; from then on etcd holds these values.
  dcs:
    # A replica can stream only after the leader's next round has made its slot. A cluster is therefore
    # born with short rounds, and pglab-settle sets the lab's own values as soon as all members stream.
    ttl: 20
    loop_wait: 1
    retry_timeout: 3
    maximum_lag_on_failover: 1048576
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        max_connections: 100
        # Small on purpose: several servers share one laptop.
        shared_buffers: 32MB
        # Enough WAL for an old leader to find the point where it diverged.
        wal_keep_size: 128MB
        hot_standby: "on"
        # A replica whose leader was not there asks again after half a second instead of five.
        wal_retrieve_retry_interval: 500ms
        # A peer that vanished without a word is given up after 10 s instead of a minute: a leader that was
        # cut off and must step down waits no longer than this for replicas it cannot reach.
        wal_sender_timeout: 10s
        wal_receiver_timeout: 10s
        # After a power cut: sync the file system once instead of opening every file to sync it.
        recovery_init_sync_method: syncfs
        # Archiving can be turned on later by a reload; archive_mode alone would need a restart.
        archive_mode: "on"
        archive_command: /bin/true
        log_line_prefix: "%m [%p] %q%u@%d "
        log_timezone: UTC
  initdb:
    - encoding: UTF8
    - locale: C.UTF-8
    - data-checksums
    - auth-host: scram-sha-256
  # Roles and schemas that every lab has; runs once, on the first leader.
  post_init: /usr/local/lib/pglab/post-init

postgresql:
  # First the addresses, then one port for all of them.
  listen: 192.168.56.13,127.0.0.1:5432
  connect_address: 192.168.56.13:5432
  data_dir: /var/lib/pgsql/17/data
  bin_dir: /usr/pgsql-17/bin
  pgpass: /run/patroni/pgpass
  use_unix_socket: true
  use_unix_socket_repl: false
  authentication:
    superuser:
      username: postgres
      password: 3QxWTm4j9mpF2NvyTMGuVhv2
    replication:
      username: replicator
      password: Mw2xSUwKbxzBeki6HttjD3dR
    # pg_rewind with a role that can do nothing else.
    rewind:
      username: rewinder
      password: YVGencVkGgxgbL4QZKyv7tCK
  parameters:
    unix_socket_directories: /var/run/postgresql
    password_encryption: scram-sha-256
  # The first line that fits decides. Passwords everywhere but on the machine's own socket,
  # and nobody from outside the lab network.
  pg_hba:
    - local all postgres peer map=pglab
    - local all all scram-sha-256
    - host replication replicator 127.0.0.1/32 scram-sha-256
    - host replication replicator 192.168.56.0/24 scram-sha-256
    - host all all 127.0.0.1/32 scram-sha-256
    - host all all 192.168.56.0/24 scram-sha-256
  pg_ident:
    - pglab postgres postgres
    - pglab root postgres
    - pglab student postgres
    - pglab vagrant postgres
  create_replica_methods:
    - basebackup
  basebackup:
    # Do not wait for the leader's next scheduled checkpoint.
    - checkpoint: fast

# A watchdog resets a machine whose Patroni hangs while it leads. In production have one; a laptop that is merely
# slow would reset its own leader.
watchdog:
  mode: "off"

tags:
  nofailover: false
  noloadbalance: false
  clonefrom: false
  nosync: false
END_OF_FILE

# Settings for patronictl alone: whoever operates the cluster needs no database password.
put /etc/patroni/patronictl.yml 0640 root:pglab <<'END_OF_FILE'
scope: patroni
etcd3:
  hosts:
    - 192.168.56.11:2379
    - 192.168.56.12:2379
    - 192.168.56.13:2379
ctl:
  authentication:
    username: patroni
    password: B5t9h3N3yR8g88pHMk9RcwNS
END_OF_FILE
chmod 0755 /etc/patroni

# `patronictl` without options, and the programs of this version of PostgreSQL on the path.
put /etc/profile.d/pglab-patroni.sh 0644 root <<'END_OF_FILE'
export PATRONICTL_CONFIG_FILE=/etc/patroni/patronictl.yml
case ":$PATH:" in *:/usr/pgsql-17/bin:*) ;; *) PATH=$PATH:/usr/pgsql-17/bin ;; esac
END_OF_FILE

# The first member founds the cluster; the others come in when it is there.
put /usr/local/lib/pglab/give-way 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
# give-way LAB ENDPOINT...
# The cluster is founded by whichever member first writes its key into etcd. A member with an empty disk lets the first
# one of the lab do so, so that every student begins with the same leader. Where the first one does not come, the
# others go ahead without it: 10 s after etcd has begun to answer, or after a minute of silence.
set -uo pipefail
lab=$1
shift
key=$(printf '/service/%s/initialize' "$lab" | base64 -w 0)

# The clock decides and not the number of questions: an endpoint whose machine is off costs a second each time.
deadline=$((SECONDS + 60)) heard=no
while ((SECONDS < deadline)); do
  for endpoint in "$@"; do
    keys=$(curl -fsS -m 1 "http://$endpoint/v3/kv/range" -d "{\"key\": \"$key\", \"count_only\": true}" 2>/dev/null) || continue
    # Where there is nothing to count, etcd leaves the count out.
    [[ $(jq -r '.count // 0' <<<"$keys") != 0 ]] && exit 0
    [[ $heard == yes ]] || deadline=$((SECONDS + 10))
    heard=yes
    break
  done
  sleep 0.2
done
exit 0
END_OF_FILE

# The unit of the package does not restart a Patroni that died, and on shutdown it may lose its etcd
# before it has handed over the leader lock. Units since 4.1.1 wait for Patroni to report its start, which may come
# only once etcd answers: that takes as long as it takes.
put /etc/systemd/system/patroni.service.d/pglab.conf 0644 root <<'END_OF_FILE'
[Unit]
After=etcd.service
StartLimitIntervalSec=0
[Service]
RuntimeDirectory=patroni
ExecStartPre=/bin/bash -c '[[ -e /var/lib/pgsql/17/data/PG_VERSION ]] || exec /usr/local/lib/pglab/give-way patroni 192.168.56.11:2379 192.168.56.12:2379 192.168.56.13:2379'
TimeoutStartSec=infinity
Restart=always
RestartSec=2
END_OF_FILE

open_ports 5432/tcp 8008/tcp
unit patroni.service reload

# Where backups of this cluster will be described. No repository is set up: that is an exercise.
put /etc/pgbackrest.conf 0640 root:postgres <<'END_OF_FILE'
[global]
repo1-path=/var/lib/pgbackrest
start-fast=y

[patroni]
pg1-path=/var/lib/pgsql/17/data
pg1-socket-path=/var/run/postgresql
END_OF_FILE

# Gives the newborn cluster the lab's own timings. It runs in the background and ends by itself.
put /usr/local/lib/pglab/settle 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
# settle MEMBERS TTL LOOP_WAIT RETRY_TIMEOUT [LOOKS]
# A cluster is born with a loop_wait of 1 s. Once all members stream, the lab's own timings take its place.
# Timings that somebody has chosen since then are left alone: only those of the birth are replaced.
set -euo pipefail
members=$1 ttl=$2 loop_wait=$3 retry_timeout=$4 looks=${5:-5}
done_mark=/var/lib/pglab/settled

all_stream() {
  curl -fsS -m 2 http://127.0.0.1:8008/cluster 2>/dev/null | jq -e --argjson n "$members" '
    .members | length == $n and (map(select(.role != "leader")) | all(.state == "streaming"))' >/dev/null
}

# The other machines may boot minutes later, one after the other: an hour is patience enough.
# Five good looks in a row unless asked otherwise, so that whoever waits for the newborn cluster is served before its rounds grow longer.
good=0
for ((try = 0; try < 3600; try++)); do
  if all_stream; then good=$((good + 1)); else good=0; fi
  if ((good >= looks)); then
    if curl -fsS -m 2 http://127.0.0.1:8008/config | jq -e '.loop_wait == 1 and .ttl == 20 and .retry_timeout == 3' >/dev/null; then
      patronictl edit-config --force -s ttl="$ttl" -s loop_wait="$loop_wait" -s retry_timeout="$retry_timeout" >/dev/null
      # Settled means that this member has taken notice, which it does in its next round.
      for ((round = 0; round < 50; round++)); do
        [[ $(curl -fsS -m 2 http://127.0.0.1:8008/config | jq .loop_wait) == "$loop_wait" ]] && break
        sleep 0.2
      done
    fi
    mkdir -p "${done_mark%/*}"
    touch "$done_mark"
    exit 0
  fi
  sleep 1
done
echo "after an hour the members still do not stream; timings stay as at birth" >&2
exit 1
END_OF_FILE
put /etc/systemd/system/pglab-settle.service 0644 root <<'END_OF_FILE'
[Unit]
Description=Give a newborn Patroni cluster the lab's own timings
After=patroni.service

[Service]
Type=simple
Environment=PATRONICTL_CONFIG_FILE=/etc/patroni/patronictl.yml
ExecStart=/usr/local/lib/pglab/settle 3 20 5 5

[Install]
WantedBy=multi-user.target
END_OF_FILE
# Only pg01 does so; here the unit lies unused.

# Healthy means: one leader, and every other member streams from it on the same timeline.
put /usr/local/lib/pglab/health.d/patroni.cluster 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
cluster=$(curl -fsS -m 2 http://127.0.0.1:8008/cluster 2>/dev/null) || { echo "Patroni does not answer yet"; exit 1; }
jq -r '.members | sort_by(.name) | map("\(.name) \(.role) \(.state) TL \(.timeline // "?")") | join(", ")' <<<"$cluster"
jq -e '.members
  | length == 3
  and (map(select(.role == "leader" and .state == "running")) | length == 1)
  and (map(select(.role != "leader")) | all(.state == "streaming"))
  and (map(.timeline) | unique | length == 1)' <<<"$cluster" >/dev/null
END_OF_FILE

# ---------------------------------------------------------------------------------------------
# ntp: time: the first machine of the lab with this role serves it, the others follow
# ---------------------------------------------------------------------------------------------
section ntp 'time: the first machine of the lab with this role serves it, the others follow'

# One clock for all: an order of events that spans machines can only be read if their clocks agree.
put /etc/chrony.conf 0644 root <<'END_OF_FILE'
# iburst: several questions at once after the start, so that the clock is right before the database is.
server 192.168.56.10 iburst minpoll 3 maxpoll 6
driftfile /var/lib/chrony/drift
# A machine that was asleep (a restored snapshot, a closed laptop) is far off: step the clock then, do not slew for hours.
makestep 1 -1
rtcsync
END_OF_FILE

# In a container the clock belongs to the host: serve and compare, but never set it.
if systemd-detect-virt -q --container; then
  put /etc/systemd/system/chronyd.service.d/pglab.conf 0644 root <<'END_OF_FILE'
[Unit]
ConditionCapability=
[Service]
ExecStart=
ExecStart=!/usr/sbin/chronyd -x
END_OF_FILE
fi

open_ports 123/udp
unit chronyd.service

# Healthy means: time is served by the time server of the lab.
put /usr/local/lib/pglab/health.d/ntp.time 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
chronyc -c -n sources | awk -F, '$3 == "192.168.56.10" { seen = 1; print "reach " $6; if ($6 + 0 == 0) exit 1 } END { if (!seen) { print "no source"; exit 1 } }'
END_OF_FILE

# ---------------------------------------------------------------------------------------------
# dns: names: the first machine of the lab with this role serves the zones, all ask it
# ---------------------------------------------------------------------------------------------
section dns 'names: the first machine of the lab with this role serves the zones, all ask it'

# The server's package came along with the tools; here only the tools are wanted.
unit_off named.service

# All machines ask ns. NetworkManager, where there is one, would overwrite the file at the next lease;
# it must have read that it may not before the file is written.
if [[ -d /etc/NetworkManager/conf.d ]]; then
  dirty=0
  put /etc/NetworkManager/conf.d/90-pglab-dns.conf 0644 root <<'END_OF_FILE'
[main]
dns=none
END_OF_FILE
  if ((dirty)); then systemctl try-reload-or-restart NetworkManager.service; fi
fi
[[ ! -L /etc/resolv.conf ]] || remove /etc/resolv.conf
put /etc/resolv.conf 0644 root <<'END_OF_FILE'
search lab.test
nameserver 192.168.56.10
options timeout:1 attempts:2
END_OF_FILE

# Healthy means: names and addresses of the lab are answered by the name server.
put /usr/local/lib/pglab/health.d/dns.names 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
# Forward and back, for every machine, by the resolver that programs on this machine use; all in one question.
answers=$(dig +short +time=1 +tries=1 ns.lab.test -x 192.168.56.10 pg01.lab.test -x 192.168.56.11 pg02.lab.test -x 192.168.56.12 pg03.lab.test -x 192.168.56.13)
[[ $'\n'$answers$'\n' == *$'\n'192.168.56.10$'\n'ns.lab.test.$'\n'* ]] || { echo "ns.lab.test"; exit 1; }
[[ $'\n'$answers$'\n' == *$'\n'192.168.56.11$'\n'pg01.lab.test.$'\n'* ]] || { echo "pg01.lab.test"; exit 1; }
[[ $'\n'$answers$'\n' == *$'\n'192.168.56.12$'\n'pg02.lab.test.$'\n'* ]] || { echo "pg02.lab.test"; exit 1; }
[[ $'\n'$answers$'\n' == *$'\n'192.168.56.13$'\n'pg03.lab.test.$'\n'* ]] || { echo "pg03.lab.test"; exit 1; }
echo 4
END_OF_FILE

# ---------------------------------------------------------------------------------------------
# pgbouncer: PgBouncer: a pool of connections in front of the local PostgreSQL
# ---------------------------------------------------------------------------------------------
section pgbouncer 'PgBouncer: a pool of connections in front of the local PostgreSQL'

# A pool next to each server: it serves whoever connects to 6432 and is not yet in the clients' way.
put /etc/pgbouncer/pgbouncer.ini 0640 root:pgbouncer <<'END_OF_FILE'
[databases]
* = host=127.0.0.1 port=5432

[pgbouncer]
listen_addr = 192.168.56.13,127.0.0.1
listen_port = 6432
unix_socket_dir = /var/run/pgbouncer
auth_type = scram-sha-256
auth_file = /etc/pgbouncer/userlist.txt
; Passwords are asked of the database, so a new user needs no change here.
auth_user = pgbouncer
auth_dbname = postgres
auth_query = SELECT usename, passwd FROM pgbouncer.lookup($1)
; psql -p 6432 -h 127.0.0.1 -U student pgbouncer, then SHOW POOLS or PAUSE
admin_users = pgbouncer, student
pool_mode = transaction
default_pool_size = 20
max_client_conn = 200
; After a change of leader a kept connection leads to a server that is something else now.
server_lifetime = 300
; A server that was away for a moment is tried again soon, not after the usual 15 s.
server_login_retry = 1
logfile = /var/log/pgbouncer/pgbouncer.log
pidfile = /var/run/pgbouncer/pgbouncer.pid
END_OF_FILE
put /etc/pgbouncer/userlist.txt 0640 root:pgbouncer <<'END_OF_FILE'
"pgbouncer" "jxEpULvfeVijeYtZmPnkE8Ep"
END_OF_FILE

# It may be started before there is a database: it connects when the first client asks.
open_ports 6432/tcp
unit pgbouncer.service reload

# Healthy means: PgBouncer lets a client through to PostgreSQL.
put /usr/local/lib/pglab/health.d/pgbouncer.pool 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
PGPASSWORD=tyctD7d7azQWCRrMyK4pMeMm PGCONNECT_TIMEOUT=2 psql -XAtq -h 127.0.0.1 -p 6432 -U student -d postgres -c "select 'port 6432 answers'"
END_OF_FILE

# ---------------------------------------------------------------------------------------------
# client: client settings: psql finds the leader, a replica or the local server by a short name
# ---------------------------------------------------------------------------------------------
section client 'client settings: psql finds the leader, a replica or the local server by a short name'

# Short names for the places a client may want: psql service=rw, service=ro, service=local.
folder /etc/pglab 0755 root
put /etc/pglab/pg_service.conf 0644 root <<'END_OF_FILE'
[rw]
# Through HAProxy to whoever leads.
host=192.168.56.10
port=5000
user=student
dbname=postgres
connect_timeout=5

[ro]
# Through HAProxy to one of the replicas.
host=192.168.56.10
port=5001
user=student
dbname=postgres
connect_timeout=5

[local]
# The server of this machine over its own socket, as superuser.
host=/var/run/postgresql
user=postgres
dbname=postgres
END_OF_FILE
put /etc/profile.d/pglab-client.sh 0644 root <<'END_OF_FILE'
export PGSERVICEFILE=/etc/pglab/pg_service.conf
# Plain `psql` goes to this machine's own server.
export PGSERVICE=local
END_OF_FILE

# Passwords for whoever works on this machine, readable by themselves alone.
for user in root postgres student vagrant; do
  home=$(getent passwd "$user" | cut -d: -f6) || continue
  [[ -d $home ]] || continue
  put "$home/.pgpass" 0600 "$user" <<'END_OF_FILE'
*:*:*:student:tyctD7d7azQWCRrMyK4pMeMm
*:*:*:postgres:3QxWTm4j9mpF2NvyTMGuVhv2
*:*:*:replicator:Mw2xSUwKbxzBeki6HttjD3dR
END_OF_FILE
done

finish
