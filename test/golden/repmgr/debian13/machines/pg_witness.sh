#!/usr/bin/env bash
# pg_witness of the lab "repmgr" on Debian 13.
#
# This script turns a bare Debian 13 machine into pg_witness: it is all that the kit does to it.
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
# Debian 13: how packages are installed here. There is no SELinux and no firewall to talk to.
# ---------------------------------------------------------------------------------------------
prepare_packages() {
  # Debian makes and starts a PostgreSQL cluster at install; Patroni wants to make its own.
  put /etc/postgresql-common/createcluster.conf 0644 root <<'END_OF_FILE'
create_main_cluster = false
END_OF_FILE
}

install_packages() {
  local missing=() name
  local installed
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null)
  for name in "$@"; do
    [[ $'\n'$installed$'\n' == *$'\n'"$name installed"$'\n'* ]] || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  # Debian starts a service as soon as its package is in, unconfigured; this file asks it to wait.
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 0755 /usr/sbin/policy-rc.d
  apt-get -q -o Acquire::Retries=3 update
  apt-get -q -y -o Acquire::Retries=3 --no-install-recommends install "${missing[@]}"
  rm -f /usr/sbin/policy-rc.d
  changed "packages: ${missing[*]}"
}

restore_context() { :; }
selinux_boolean() { :; }
open_ports() { :; }

section packages "everything this machine will run"
prepare_packages
install_packages \
  bash-completion \
  curl \
  iputils-ping \
  iproute2 \
  jq \
  less \
  nano \
  nftables \
  openssh-server \
  procps \
  psmisc \
  sudo \
  tzdata \
  vim-tiny \
  postgresql-client-17 \
  openssh-client \
  postgresql-17 \
  postgresql-17-repmgr \
  chrony \
  bind9 \
  bind9-dnsutils

# ---------------------------------------------------------------------------------------------
# base: what every machine has: name, addresses of the others, time zone, users, SSH, small tools
# ---------------------------------------------------------------------------------------------
section base 'what every machine has: name, addresses of the others, time zone, users, SSH, small tools'

# The name must stand before anything that puts it into a configuration or a log.
if [[ $(cat /etc/hostname) != pg-witness || $(uname -n) != pg-witness ]]; then
  echo pg-witness >/etc/hostname
  hostname pg-witness
  changed "hostname pg-witness"
fi

# Every machine knows every other even while DNS is down. The line "127.0.1.1 pg-witness" that
# installers like to write must go: a cluster member that advertises a loopback address is alone.
put /etc/hosts 0644 root <<'END_OF_FILE'
127.0.0.1 localhost
::1       localhost
192.168.56.10 ns.lab.test ns
192.168.56.11 pg01.lab.test pg01
192.168.56.12 pg02.lab.test pg02
192.168.56.13 pg03.lab.test pg03
192.168.56.14 pg-witness.lab.test pg-witness pg_witness
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
    usermod -aG pglab,systemd-journal,sudo "$user"
    changed "$user may read logs and settings and use sudo"
  fi
done
put /etc/sudoers.d/student 0440 root <<'END_OF_FILE'
student ALL=(ALL) NOPASSWD: ALL
# What works without sudo works with it: programs are found in the same folders, and clients keep their settings.
Defaults secure_path = /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin
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
QyNTUxOQAAACBS51jhiifLlVJtK9xMAXGfeE+wJwEPQfu+aYi3ZNlV/QAAAJge+C2jHvgt
owAAAAtzc2gtZWQyNTUxOQAAACBS51jhiifLlVJtK9xMAXGfeE+wJwEPQfu+aYi3ZNlV/Q
AAAECY0bg30btuWRChRJKw+gQUTnmOIstMaloTlax/AED9elLnWOGKJ8uVUm0r3EwBcZ94
T7AnAQ9B+75piLdk2VX9AAAAD2hvc3QvcGdfd2l0bmVzcwECAwQFBg==
-----END OPENSSH PRIVATE KEY-----
END_OF_FILE
put /etc/ssh/ssh_host_ed25519_key.pub 0644 root <<'END_OF_FILE'
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFLnWOGKJ8uVUm0r3EwBcZ94T7AnAQ9B+75piLdk2VX9 host/pg_witness
END_OF_FILE
put /etc/ssh/ssh_known_hosts 0644 root <<'END_OF_FILE'
ns,ns.lab.test,192.168.56.10 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAg3lFcA1vwg1y6pnpqZzFWRiogOZLhuMsswjLlJXaIb host/ns
pg01,pg01.lab.test,192.168.56.11 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKuG8/5rThTryPqx6hnT8r53+jpOaoWzZE/0Rlmd+gQw host/pg01
pg02,pg02.lab.test,192.168.56.12 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFUFpEAU2I9ceOPfc+QrF7iQiVeuLf2hP4gPBWawKzwN host/pg02
pg03,pg03.lab.test,192.168.56.13 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHjo4/Wp7l6HqxXrVmN9s231l7RauvoYI8aUq0qA0K/6 host/pg03
pg-witness,pg-witness.lab.test,192.168.56.14 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFLnWOGKJ8uVUm0r3EwBcZ94T7AnAQ9B+75piLdk2VX9 host/pg_witness
END_OF_FILE
if ((dirty)); then
  # A reload keeps the connection over which this script may be running.
  systemctl --no-block try-reload-or-restart ssh.service
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
*:*:*:repmgr:DpCudYeh5c6n2F3kgjchCPrY
END_OF_FILE
done

# ---------------------------------------------------------------------------------------------
# peer-ssh: SSH between database machines: the user postgres enters the others without a password
# ---------------------------------------------------------------------------------------------
section peer-ssh 'SSH between database machines: the user postgres enters the others without a password'

# A switchover stops the old primary from the machine of the new one, and that goes over SSH as the user postgres.
# One key pair serves all of them; who answers is proven by /etc/ssh/ssh_known_hosts.
folder /var/lib/postgresql/.ssh 0700 postgres
put /var/lib/postgresql/.ssh/id_ed25519 0600 postgres <<'END_OF_FILE'
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACC8hozGDWgIN9jU5BPVOe6f4195i52lLCJMTue+O4zqDQAAAIgapcJQGqXC
UAAAAAtzc2gtZWQyNTUxOQAAACC8hozGDWgIN9jU5BPVOe6f4195i52lLCJMTue+O4zqDQ
AAAEBM6OPVykzv41tcQ3v6AlRLzFL+tXRLKHK5hyN3IIZYsbyGjMYNaAg32NTkE9U57p/j
X3mLnaUsIkxO5747jOoNAAAABXBlZXJz
-----END OPENSSH PRIVATE KEY-----
END_OF_FILE
# From the lab network alone: a key that lies on several machines should open nothing elsewhere.
put /var/lib/postgresql/.ssh/authorized_keys 0600 postgres <<'END_OF_FILE'
from="192.168.56.0/24" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILyGjMYNaAg32NTkE9U57p/jX3mLnaUsIkxO5747jOoN peers
END_OF_FILE
# Below the home of a database server SELinux gives files a label that sshd must not read.
restore_context /var/lib/postgresql/.ssh

# ---------------------------------------------------------------------------------------------
# postgresql: PostgreSQL: a server run by systemd, ready to replicate
# ---------------------------------------------------------------------------------------------
section postgresql 'PostgreSQL: a server run by systemd, ready to replicate'

# A program of the user postgres, from a folder that this user may enter.
as_postgres() { (cd / && runuser -u postgres -- "$@"); }
has_server() { [[ -s /var/lib/postgresql/17/main/PG_VERSION ]]; }

# Debian keeps servers by version and name; pg_lsclusters lists them.
make_server() {
  pg_createcluster --encoding=UTF8 --locale=C.UTF-8 --start-conf=auto 17 main -- --data-checksums >/dev/null
}
prepare_for_copy() {
  [[ -d /etc/postgresql/17/main ]] && return
  # Its settings are wanted, its data is not.
  make_server
  rm -rf /var/lib/postgresql/17/main
  folder /var/lib/postgresql/17/main 0700 postgres
  changed "/etc/postgresql/17/main"
}

# Data of its own. Checksums, because pg_rewind and everyone who doubts a disk want them.
if ! has_server; then
  make_server
  changed "/var/lib/postgresql/17/main"
fi

# Settings. Where they lie beside the data, a copy brings them along.
if [[ -s /etc/postgresql/17/main/postgresql.conf ]]; then
  dirty=0
  folder /etc/postgresql/17/main/conf.d 0755 postgres
  if ! grep -q '^include_dir' /etc/postgresql/17/main/postgresql.conf; then
    echo "include_dir = 'conf.d'" >>/etc/postgresql/17/main/postgresql.conf
    changed "/etc/postgresql/17/main/postgresql.conf reads conf.d"
  fi
  put /etc/postgresql/17/main/conf.d/pglab.conf 0644 postgres <<'END_OF_FILE'
listen_addresses = '*'
password_encryption = 'scram-sha-256'
max_connections = 100
# Small on purpose: several servers share one laptop.
shared_buffers = '32MB'
# Everything that a server needs to be copied, to follow and to be followed.
wal_level = 'replica'
hot_standby = on
max_wal_senders = 10
max_replication_slots = 10
# Enough WAL for an old primary to find the point where it diverged, and hints logged so that pg_rewind may work.
wal_keep_size = '256MB'
wal_log_hints = on
# A standby whose primary was not there asks again after half a second; a peer that vanished is given up after ten.
wal_retrieve_retry_interval = '500ms'
wal_sender_timeout = '10s'
wal_receiver_timeout = '10s'
# After a power cut: sync the file system once instead of opening every file to sync it.
recovery_init_sync_method = 'syncfs'
# Archiving can be turned on later by a reload; archive_mode alone would need a restart.
archive_mode = on
archive_command = '/bin/true'
log_line_prefix = '%m [%p] %q%u@%d '
log_timezone = 'UTC'
# repmgrd keeps what it has to share in the server's memory.
shared_preload_libraries = 'repmgr'
END_OF_FILE

  # The first line that fits decides. Passwords everywhere but on the machine's own socket, and nobody from outside
  # the lab network.
  put /etc/postgresql/17/main/pg_hba.conf 0640 postgres <<'END_OF_FILE'
local all         postgres                          peer map=pglab
local all         all                               scram-sha-256
host  all         all        127.0.0.1/32           scram-sha-256
host  all         all        192.168.56.0/24      scram-sha-256
host  replication all        192.168.56.0/24      scram-sha-256
END_OF_FILE
  put /etc/postgresql/17/main/pg_ident.conf 0640 postgres <<'END_OF_FILE'
pglab postgres postgres
pglab root     postgres
pglab student  postgres
pglab vagrant  postgres
END_OF_FILE
fi
open_ports 5432/tcp

# `psql` and the programs of this version of PostgreSQL on the path.
put /etc/profile.d/pglab-postgresql.sh 0644 root <<'END_OF_FILE'
case ":$PATH:" in *:/usr/lib/postgresql/17/bin:*) ;; *) PATH=$PATH:/usr/lib/postgresql/17/bin ;; esac
END_OF_FILE

unit postgresql@17-main.service reload

# The roles and schemas that belong to the lab: once, when the server has just been made.
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
-- repmgr connects as this role to every node: to look, to copy and to rewind. It is a superuser, as its manual has it.
CREATE ROLE repmgr SUPERUSER LOGIN PASSWORD 'DpCudYeh5c6n2F3kgjchCPrY';
ALTER ROLE postgres PASSWORD '3QxWTm4j9mpF2NvyTMGuVhv2';
COMMENT ON DATABASE postgres IS 'prepared for the lab';
END_OF_FILE
systemctl start postgresql@17-main.service
if [[ $(as_postgres psql -XAtqc "select shobj_description(oid, 'pg_database') from pg_database where datname = 'postgres'") != 'prepared for the lab' ]]; then
  as_postgres psql -Xq --single-transaction -v ON_ERROR_STOP=1 </usr/local/lib/pglab/init.sql
  changed "roles and schemas of the lab"
fi

# ---------------------------------------------------------------------------------------------
# witness: witness: a server of its own that helps repmgr to tell a dead primary from a cut cable
# ---------------------------------------------------------------------------------------------
section witness 'witness: a server of its own that helps repmgr to tell a dead primary from a cut cable'

# What every node of repmgr has, the witness included.
registered=/var/lib/pglab/registered
folder /var/lib/pglab 0755 root
folder /etc 0755 root
put /etc/repmgr.conf 0640 postgres:pglab <<'END_OF_FILE'
# Who this node is.
node_id=4
node_name='pg_witness'
# How every other node reaches it. Where a primary does not even refuse, two seconds must be enough to know. And
# repmgrd keeps a connection to the primary: cut off in the middle of a question it would wait for the answer for a
# quarter of an hour, as TCP does, and no other standby would take its place. Four seconds of silence end the connection.
conninfo='host=pg-witness user=repmgr dbname=repmgr connect_timeout=2 keepalives_idle=2 keepalives_interval=1 keepalives_count=2 tcp_user_timeout=4000'
data_directory='/var/lib/postgresql/17/main'
config_directory='/etc/postgresql/17/main'
pg_bindir='/usr/lib/postgresql/17/bin'

# A slot for each standby: the primary keeps what a standby has not read yet.
use_replication_slots=yes
pg_basebackup_options='--checkpoint=fast'
ssh_options='-q -o ConnectTimeout=3'

# repmgrd: who is gone for reconnect_attempts x reconnect_interval seconds is replaced.
failover=automatic
priority=0
location='default'
monitor_interval_secs=1
reconnect_attempts=3
reconnect_interval=2
witness_sync_interval=5
# After a failover the others must have followed within this time, or they are told of again.
primary_notification_timeout=15
log_level=INFO
# Written in full: repmgrd looks for programs nowhere by itself. %n is the number of the new primary.
promote_command='/usr/lib/postgresql/17/bin/repmgr standby promote -f /etc/repmgr.conf'
follow_command='/usr/lib/postgresql/17/bin/repmgr standby follow -f /etc/repmgr.conf --upstream-node-id=%n'

# systemd runs the server. Were it started in any other way, systemd would not know of it.
service_start_command='sudo systemctl start postgresql@17-main.service'
service_stop_command='sudo systemctl stop postgresql@17-main.service'
service_restart_command='sudo systemctl restart postgresql@17-main.service'
service_reload_command='sudo systemctl reload postgresql@17-main.service'
repmgrd_service_start_command='sudo systemctl start repmgrd.service'
repmgrd_service_stop_command='sudo systemctl stop repmgrd.service'
END_OF_FILE
conf_changed=$dirty

# repmgr works as postgres and may start and stop two services, and nothing else.
put /etc/sudoers.d/repmgr 0440 root <<'END_OF_FILE'
Defaults:postgres !requiretty
Cmnd_Alias REPMGR = /usr/bin/systemctl start postgresql@17-main.service, /usr/bin/systemctl stop postgresql@17-main.service, /usr/bin/systemctl restart postgresql@17-main.service, /usr/bin/systemctl reload postgresql@17-main.service, /usr/bin/systemctl start repmgrd.service, /usr/bin/systemctl stop repmgrd.service
postgres ALL=(root) NOPASSWD: REPMGR
END_OF_FILE

# Plain `repmgr`: as the right user and with the right file, whoever types it.
put /usr/local/bin/repmgr 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
cd /
command=(/usr/lib/postgresql/17/bin/repmgr -f /etc/repmgr.conf "$@")
if [[ $(id -un) == postgres ]]; then exec "${command[@]}"; fi
exec sudo -u postgres -- "${command[@]}"
END_OF_FILE
# Where things are differs from system to system; whoever types commands finds them by one name everywhere.
put /etc/profile.d/pglab-repmgr.sh 0644 root <<'END_OF_FILE'
export PGLAB_REPMGR_CONF=/etc/repmgr.conf PGLAB_REPMGR_UNIT=repmgrd.service
export PGLAB_POSTGRES_UNIT=postgresql@17-main.service PGDATA=/var/lib/postgresql/17/main
END_OF_FILE
repmgr_here() { as_postgres /usr/lib/postgresql/17/bin/repmgr -f /etc/repmgr.conf "$@"; }

# Whoever may look at servers may look at what repmgr knows, too.
put /usr/local/lib/pglab/repmgr-grants.sql 0644 root <<'END_OF_FILE'
GRANT USAGE ON SCHEMA repmgr TO pg_monitor;
GRANT SELECT ON ALL TABLES IN SCHEMA repmgr TO pg_monitor;
END_OF_FILE

# repmgrd as a service like any other: it writes to the journal and is started again when it dies or its server is
# not there yet. Before the node is registered it has nothing to watch.
put /etc/systemd/system/repmgrd.service 0644 root <<'END_OF_FILE'
[Unit]
Description=repmgrd: watches the primary and replaces it
After=postgresql@17-main.service
ConditionPathExists=/var/lib/pglab/registered
StartLimitIntervalSec=0

[Service]
User=postgres
ExecStart=/usr/lib/postgresql/17/bin/repmgrd -f /etc/repmgr.conf --daemonize=false
Restart=always
RestartSec=2

[Install]
WantedBy=multi-user.target
END_OF_FILE

# The witness replicates nothing: it has a database of its own, into which repmgr copies its tables.
as_postgres psql -XAtqc '' -d repmgr 2>/dev/null || { as_postgres createdb --owner=repmgr repmgr; changed "database repmgr"; }

# pg_witness joins when there is a primary to join. Machines may come up in any order, and minutes apart, so this
# waits in the background and ends by itself.
put /usr/local/lib/pglab/join 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
# What a hand would type on a new node, with a wait before each step for what it needs.
set -euo pipefail
cd /
as_postgres() { runuser -u postgres -- "$@"; }
# Somebody else's database, asked as repmgr: its password lies in .pgpass.
ask() { as_postgres psql -XAtq "host=$1 user=repmgr dbname=repmgr connect_timeout=2" -c "$2" 2>/dev/null; }

# A primary that has registered itself. An hour is patience enough; whoever comes later runs this again.
primary=
for ((try = 0; try < 9000; try++)); do
  for host in pg01 pg02 pg03 ; do
    if [[ $(ask "$host" "select not pg_is_in_recovery() and exists (select from repmgr.nodes where type = 'primary' and active)") == t ]]; then
      primary=$host
      break 2
    fi
  done
  sleep 0.4
done
if [[ ! $primary ]]; then
  echo "there is no registered primary; once there is: systemctl restart pglab-join" >&2
  exit 1
fi

# The primary tells the witness of all nodes; from then on repmgrd keeps the copy in step.
as_postgres /usr/lib/postgresql/17/bin/repmgr -f /etc/repmgr.conf witness register -h "$primary" -U repmgr -d repmgr --force
as_postgres psql -Xq -d repmgr </usr/local/lib/pglab/repmgr-grants.sql
mkdir -p /var/lib/pglab
touch /var/lib/pglab/registered
systemctl start repmgrd.service
END_OF_FILE
put /etc/systemd/system/pglab-join.service 0644 root <<'END_OF_FILE'
[Unit]
Description=Join the repmgr cluster once there is a primary
After=network.target postgresql@17-main.service
ConditionPathExists=!/var/lib/pglab/registered

[Service]
Type=oneshot
TimeoutStartSec=infinity
ExecStart=/usr/local/lib/pglab/join

[Install]
WantedBy=multi-user.target
END_OF_FILE
if [[ ! -e $registered ]]; then unit pglab-join.service; fi

# A change of its settings is all that repmgrd has to be started anew for.
dirty=$conf_changed
unit repmgrd.service

# Healthy means: the witness knows every node.
put /usr/local/lib/pglab/health.d/witness.registered 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
ask() { psql -XAtq -h /var/run/postgresql -U postgres -d repmgr -c "$1" 2>&1; }
ask "select string_agg(node_name || ' ' || type || case when active then '' else ' (inactive)' end, ', ' order by node_id) from repmgr.nodes" | tail -n 1
[[ $(ask "select concat_ws(' ', count(*) filter (where type = 'primary'), count(*) filter (where type = 'standby'), count(*) filter (where type = 'witness')) from repmgr.nodes where active") == "1 2 1" ]]
END_OF_FILE

# Healthy means: repmgrd watches.
put /usr/local/lib/pglab/health.d/witness.daemon 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
[[ $(psql -XAtq -h /var/run/postgresql -U postgres -d repmgr -c "select repmgr.repmgrd_is_running()") == t ]] || { echo "repmgrd is not running"; exit 1; }
echo "repmgrd is running"
END_OF_FILE

# ---------------------------------------------------------------------------------------------
# ntp: time: the first machine of the lab with this role serves it, the others follow
# ---------------------------------------------------------------------------------------------
section ntp 'time: the first machine of the lab with this role serves it, the others follow'

# One clock for all: an order of events that spans machines can only be read if their clocks agree.
put /etc/chrony/chrony.conf 0644 root <<'END_OF_FILE'
# iburst: several questions at once after the start, so that the clock is right before the database is.
server 192.168.56.10 iburst minpoll 3 maxpoll 6
driftfile /var/lib/chrony/drift
# A machine that was asleep (a restored snapshot, a closed laptop) is far off: step the clock then, do not slew for hours.
makestep 1 -1
rtcsync
END_OF_FILE

# In a container the clock belongs to the host: serve and compare, but never set it.
if systemd-detect-virt -q --container; then
  put /etc/systemd/system/chrony.service.d/pglab.conf 0644 root <<'END_OF_FILE'
[Unit]
ConditionCapability=
[Service]
ExecStart=
ExecStart=!/usr/sbin/chronyd -x
END_OF_FILE
fi

open_ports 123/udp
unit chrony.service

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
answers=$(dig +short +time=1 +tries=1 ns.lab.test -x 192.168.56.10 pg01.lab.test -x 192.168.56.11 pg02.lab.test -x 192.168.56.12 pg03.lab.test -x 192.168.56.13 pg-witness.lab.test -x 192.168.56.14)
[[ $'\n'$answers$'\n' == *$'\n'192.168.56.10$'\n'ns.lab.test.$'\n'* ]] || { echo "ns.lab.test"; exit 1; }
[[ $'\n'$answers$'\n' == *$'\n'192.168.56.11$'\n'pg01.lab.test.$'\n'* ]] || { echo "pg01.lab.test"; exit 1; }
[[ $'\n'$answers$'\n' == *$'\n'192.168.56.12$'\n'pg02.lab.test.$'\n'* ]] || { echo "pg02.lab.test"; exit 1; }
[[ $'\n'$answers$'\n' == *$'\n'192.168.56.13$'\n'pg03.lab.test.$'\n'* ]] || { echo "pg03.lab.test"; exit 1; }
[[ $'\n'$answers$'\n' == *$'\n'192.168.56.14$'\n'pg-witness.lab.test.$'\n'* ]] || { echo "pg-witness.lab.test"; exit 1; }
echo 5
END_OF_FILE

finish
