#!/usr/bin/env bash
# ns of the lab "repmgr" on Rocky Linux 9.
#
# This script turns a bare Rocky Linux 9 machine into ns: it is all that the kit does to it.
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
  interface=$(ip -o -4 addr show | awk '$4 ~ "^192[.]168[.]56[.]10/" { print $2 }')
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
  bind \
  bind-utils \
  chrony \
  haproxy \
  postgresql17 \
  python3 \
  python3-psycopg2

# ---------------------------------------------------------------------------------------------
# base: what every machine has: name, addresses of the others, time zone, users, SSH, small tools
# ---------------------------------------------------------------------------------------------
section base 'what every machine has: name, addresses of the others, time zone, users, SSH, small tools'

# The name must stand before anything that puts it into a configuration or a log.
if [[ $(cat /etc/hostname) != ns || $(uname -n) != ns ]]; then
  echo ns >/etc/hostname
  hostname ns
  changed "hostname ns"
fi

# Every machine knows every other even while DNS is down. The line "127.0.1.1 ns" that
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
QyNTUxOQAAACAIN5RXANb8INcuqZ6amcxVkYqIDmS4bjLLMIy5SV2iGwAAAJBt/EEObfxB
DgAAAAtzc2gtZWQyNTUxOQAAACAIN5RXANb8INcuqZ6amcxVkYqIDmS4bjLLMIy5SV2iGw
AAAEDgMMvrtXWmA5gW8F2J0dbkbmOT4DPugNu5m/oLTNliBwg3lFcA1vwg1y6pnpqZzFWR
iogOZLhuMsswjLlJXaIbAAAAB2hvc3QvbnMBAgMEBQY=
-----END OPENSSH PRIVATE KEY-----
END_OF_FILE
put /etc/ssh/ssh_host_ed25519_key.pub 0644 root <<'END_OF_FILE'
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAg3lFcA1vwg1y6pnpqZzFWRiogOZLhuMsswjLlJXaIb host/ns
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
# dns: names: the first machine of the lab with this role serves the zones, all ask it
# ---------------------------------------------------------------------------------------------
section dns 'names: the first machine of the lab with this role serves the zones, all ask it'

# ns answers for lab.test itself and passes everything else on to the servers it knew before:
# in many networks only those are let out.
if [[ ! -e /etc/pglab/forwarders ]]; then
  put /etc/pglab/forwarders 0644 root < <(awk '/^nameserver/ && $2 ~ /^[0-9.]+$/ && $2 !~ /^127[.]/ && $2 != "192.168.56.10" { printf "%s; ", $2 }' /etc/resolv.conf 2>/dev/null)
fi
put /etc/named.conf 0640 root:named < <(sed "s/@FORWARDERS@/$(cat /etc/pglab/forwarders)/" <<'END_OF_FILE'
options {
  directory "/var/named";
  listen-on { 127.0.0.1; 192.168.56.10; };
  listen-on-v6 { none; };
  allow-query { 127.0.0.0/8; 192.168.56.0/24; };
  recursion yes;
  forward first;
  forwarders { @FORWARDERS@};
  // The lab's own domain is signed by nobody.
  dnssec-validation no;
  // In a room without internet a question for the outside must fail at once instead of hanging.
  resolver-query-timeout 2000;
};

zone "lab.test" {
  type primary;
  file "/var/named/db.lab.test";
};

zone "56.168.192.in-addr.arpa" {
  type primary;
  file "/var/named/db.56.168.192.in-addr.arpa";
};
END_OF_FILE
)

# From name to address.
put /var/named/db.lab.test 0644 root <<'END_OF_FILE'
$TTL 60
@ IN SOA ns.lab.test. root.lab.test. (1 1h 15m 1w 60)
@ IN NS ns.lab.test.
ns IN A 192.168.56.10
pg01 IN A 192.168.56.11
pg02 IN A 192.168.56.12
pg03 IN A 192.168.56.13
pg-witness IN A 192.168.56.14
END_OF_FILE

# And from address to name: logs and pg_stat_activity show addresses.
put /var/named/db.56.168.192.in-addr.arpa 0644 root <<'END_OF_FILE'
$TTL 60
@ IN SOA ns.lab.test. root.lab.test. (1 1h 15m 1w 60)
@ IN NS ns.lab.test.
10 IN PTR ns.lab.test.
11 IN PTR pg01.lab.test.
12 IN PTR pg02.lab.test.
13 IN PTR pg03.lab.test.
14 IN PTR pg-witness.lab.test.
END_OF_FILE

open_ports 53/tcp 53/udp
unit named.service

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

# ---------------------------------------------------------------------------------------------
# ntp: time: the first machine of the lab with this role serves it, the others follow
# ---------------------------------------------------------------------------------------------
section ntp 'time: the first machine of the lab with this role serves it, the others follow'

# One clock for all: an order of events that spans machines can only be read if their clocks agree.
put /etc/chrony.conf 0644 root <<'END_OF_FILE'
# ns is where this lab's time comes from. It has no source above itself that the lab relies on:
# what matters here is that all machines agree.
local stratum 8
allow 192.168.56.0/24
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
# A server that has nobody above it still has a stratum once it serves.
chronyc -c tracking | awk -F, '{ print "stratum " $3; exit !($3 > 0 && $3 < 16) }'
END_OF_FILE

# ---------------------------------------------------------------------------------------------
# haproxy: HAProxy: where clients come in, 5000 to the leader and 5001 to the replicas
# ---------------------------------------------------------------------------------------------
section haproxy 'HAProxy: where clients come in, 5000 to the leader and 5001 to the replicas'

# HAProxy asks each machine over HTTP whether its server leads or follows and sends clients there. It knows nothing of PostgreSQL.
put /etc/haproxy/haproxy.cfg 0644 root <<'END_OF_FILE'
global
  user haproxy
  group haproxy
  maxconn 500
  log /dev/log local0 notice
  stats socket /var/lib/haproxy/stats mode 660 level admin

defaults
  log global
  mode tcp
  retries 2
  timeout connect 2s
  # Sessions of a database live long: a client that thinks is not a client that is gone.
  timeout client 30m
  timeout server 30m
  timeout check 2s

# Addresses and not names: a server whose name cannot be looked up would keep HAProxy from starting.
# on-marked-down ends the sessions of a server that stopped leading, so that clients notice at once. Who does not lead
# is asked every second, for it may be the next leader; who may come back as one replica more can wait: every question
# costs the member an answer from its server.
listen read-write
  bind 192.168.56.10:5000
  bind 127.0.0.1:5000
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server check port 8008 inter 2s fastinter 500ms downinter 1s fall 2 rise 1 on-marked-down shutdown-sessions
  server pg01 192.168.56.11:5432 maxconn 100
  server pg02 192.168.56.12:5432 maxconn 100
  server pg03 192.168.56.13:5432 maxconn 100

listen read-only
  bind 192.168.56.10:5001
  bind 127.0.0.1:5001
  balance roundrobin
  option httpchk OPTIONS /replica
  http-check expect status 200
  default-server check port 8008 inter 3s fastinter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
  server pg01 192.168.56.11:5432 maxconn 100
  server pg02 192.168.56.12:5432 maxconn 100
  server pg03 192.168.56.13:5432 maxconn 100

# A page to look at: green is who answers to the port's question.
listen stats
  bind 192.168.56.10:7000
  bind 127.0.0.1:7000
  mode http
  timeout client 10s
  timeout server 10s
  stats enable
  stats uri /
  stats refresh 2s
END_OF_FILE

# SELinux lets HAProxy bind and reach only the usual ports of the web.
selinux_boolean haproxy_connect_any
open_ports 5000/tcp 5001/tcp 7000/tcp
unit haproxy.service reload

# Healthy means: port 5000 leads to the leader.
put /usr/local/lib/pglab/health.d/haproxy.read-write 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
servers=$(curl -fsS -m 2 'http://127.0.0.1:7000/;csv' | awk -F, '$1 == "read-write" && $2 !~ /^(FRONTEND|BACKEND)$/ && $18 ~ /^UP/ { printf "%s ", $2; n++ } END { exit n != 1 }') || { echo "leads to: $servers"; exit 1; }
PGPASSWORD=tyctD7d7azQWCRrMyK4pMeMm PGCONNECT_TIMEOUT=2 psql -XAtq -h 192.168.56.10 -p 5000 -U student -d postgres -c "select case pg_is_in_recovery() when false then host(inet_server_addr()) else 'a replica' end" | grep -v replica
END_OF_FILE

# Healthy means: port 5001 leads to the replicas and to nobody else.
put /usr/local/lib/pglab/health.d/haproxy.read-only 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
servers=$(curl -fsS -m 2 'http://127.0.0.1:7000/;csv' | awk -F, '$1 == "read-only" && $2 !~ /^(FRONTEND|BACKEND)$/ && $18 ~ /^UP/ { printf "%s ", $2; n++ } END { exit n != 2 }') || { echo "leads to: $servers"; exit 1; }
PGPASSWORD=tyctD7d7azQWCRrMyK4pMeMm PGCONNECT_TIMEOUT=2 psql -XAtq -h 192.168.56.10 -p 5001 -U student -d postgres -c "select case pg_is_in_recovery() when true then host(inet_server_addr()) else 'the leader' end" | grep -v leader
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
END_OF_FILE
put /etc/profile.d/pglab-client.sh 0644 root <<'END_OF_FILE'
export PGSERVICEFILE=/etc/pglab/pg_service.conf
# Plain `psql` goes to the leader.
export PGSERVICE=rw
# The rest of the client programs: pgbench, vacuumdb, pg_isready and others.
case ":$PATH:" in *:/usr/pgsql-17/bin:*) ;; *) PATH=$PATH:/usr/pgsql-17/bin ;; esac
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
# observer: observer: a ledger of acknowledged rows and a record of every change of cluster state
# ---------------------------------------------------------------------------------------------
section observer 'observer: a ledger of acknowledged rows and a record of every change of cluster state'

# A user of its own: the evidence belongs to nobody who works on the cluster.
if ! id observer >/dev/null 2>&1; then
  useradd --system --home-dir /var/lib/pglab-observer --no-create-home --shell /usr/sbin/nologin observer
  changed "user observer"
fi
folder /var/lib/pglab-observer 0755 observer
put /var/lib/pglab-observer/.pgpass 0600 observer <<'END_OF_FILE'
*:*:*:ledger:oFMjJNUWiM5vrHSL6iz4WsaP
END_OF_FILE

# How both of the following keep their journals: so that it shows when somebody has been at them.
put /usr/local/lib/pglab/journal.py 0644 root <<'END_OF_FILE'
"""Journals that show it when somebody has been at them.

A journal is a file of JSON objects, one a line, appended by one program. Every object carries
  at  when it was written or what it speaks of began, seconds since 1970, by the clock on the wall
  t   the same moment by a clock that nobody sets, seconds since the machine started; durations are taken from it
  h   a digest of the line before it and of its own text
A line that was changed, removed or put in afterwards breaks the chain of digests from there on. Whoever is root here
can forge a whole chain; what cannot be forged is a place in it that was noted down elsewhere before (see `Mark`).
"""
import hashlib
import json
import os
import threading
import time

MAX_FILE = 256 * 1024 * 1024  # bytes; more than a week of the ledger


def now():
    return {"at": round(time.time(), 3), "t": round(time.clock_gettime(time.CLOCK_BOOTTIME), 3)}


def digest(before, text):
    return hashlib.sha256((before + text).encode()).hexdigest()[:16]


def dump(entry):
    return json.dumps(entry, separators=(",", ":"))


class Broken(Exception):
    """The journal is not what was written; the text says in which way: missing, replaced or changed."""


class Journal:
    def __init__(self, path):
        self.path = path
        self.lock = threading.Lock()
        self.last = ""
        self.open()

    def open(self):
        self.drop_half_line()
        for _, entry in tail(self.path, 65536):
            self.last = entry["h"]
        self.file = open(self.path, "a", buffering=1)

    def drop_half_line(self):
        """A power cut may leave half a line, behind which nothing could be read."""
        try:
            with open(self.path, "rb+") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - 65536))
                rest = file.read()
                if rest and not rest.endswith(b"\n"):
                    file.truncate(size - len(rest) + rest.rfind(b"\n") + 1)
        except OSError:
            return

    def write(self, **entry):
        with self.lock:
            text = dump({**now(), **entry})
            self.last = digest(self.last, text)
            self.file.write(text[:-1] + ',"h":"' + self.last + '"}\n')
            if self.file.tell() > MAX_FILE:
                self.file.close()
                os.replace(self.path, f"{self.path}.1")
                self.file = open(self.path, "a", buffering=1)


def lines_from(path, offset):
    """Offsets behind, and entries of, the whole lines from a place on; a first line that is cut is passed over."""
    try:
        with open(path, "rb") as file:
            file.seek(offset)
            for line in file:
                offset += len(line)
                try:
                    yield offset, json.loads(line)
                except ValueError:
                    continue
    except OSError:
        return


def tail(path, size):
    try:
        return list(lines_from(path, max(0, os.path.getsize(path) - size)))
    except OSError:
        return []


def mark(path):
    """A place in a journal: behind its last line, and that line's digest."""
    offset, last = 0, ""
    for offset, entry in tail(path, 65536):
        last = entry["h"]
    return {"offset": offset, "h": last}


def since(path, place):
    """All entries behind a mark, the chain proven. Raises Broken."""
    if not os.path.exists(path):
        raise Broken("missing")
    files = [file for file in (f"{path}.1", path) if os.path.exists(file)]
    # The file may have been set aside for a new one since the mark.
    start = next((index for index, file in enumerate(files) if holds(file, place)), None)
    if start is None:
        raise Broken("replaced")
    last, offset, entries = place["h"], place["offset"], []
    for file in files[start:]:
        with open(file, "rb") as stream:
            stream.seek(offset)
            for line in stream:
                if not line.endswith(b"\n"):
                    break  # being written right now
                last, entry = proven(line, last)
                entries.append(entry)
        offset = 0
    return entries


def proven(line, before):
    try:
        entry = json.loads(line)
        found = entry.pop("h")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Broken("changed") from None
    if digest(before, dump(entry)) != found:
        raise Broken("changed")
    return found, entry


def holds(file, place):
    """Whether the line that ends at a mark is the one that ended there."""
    if place["offset"] == 0:
        return place["h"] == ""
    try:
        with open(file, "rb") as stream:
            start = max(0, place["offset"] - 65536)
            stream.seek(start)
            lines = stream.read(place["offset"] - start).splitlines()
        return bool(lines) and json.loads(lines[-1]).get("h") == place["h"]
    except (OSError, ValueError, AttributeError):
        return False
END_OF_FILE
journal_changed=$dirty

# The ledger writes numbered rows where clients write, and notes which were acknowledged.
put /usr/local/lib/pglab/ledger.py 0755 root <<'END_OF_FILE'
#!/usr/bin/env python3
"""Writes numbered rows through the clients' entry point and records which were acknowledged: one every 400 ms, and every
200 ms while a row is refused or waits for its answer.

One line of the journal (journal.py) for each row, `at` and `t` being the moment it was sent:
  n    number of the row, never used twice; absent where no connection was free to send one
  ms   how long the answer took
  ok   true: the commit was acknowledged. false: it was not; the row may or may not be there
  why  what went wrong, where something did

A connection that hangs does not hold up the next row: every row has a connection that is free at that moment.
So the first acknowledged row after an outage comes at most 200 ms after writing became possible. In quiet times rows are
rarer: every row wakes every server of the cluster, and that is most of what an idle lab costs beside its etcd.
"""
import argparse
import threading
import time

import psycopg2

from journal import Journal, now, tail

QUIET, TROUBLED = 0.4, 0.2  # seconds between two rows
MAX_CONNECTIONS = 12


class Writer:
    """One connection, made anew after any trouble."""

    def __init__(self, dsn):
        self.dsn = dsn
        self.connection = None

    def insert(self, n):
        if self.connection is None:
            # A server that stops half-way must not keep a row waiting for minutes.
            self.connection = psycopg2.connect(
                self.dsn, connect_timeout=2, application_name="ledger", options="-c statement_timeout=5s"
            )
            self.connection.autocommit = True
        with self.connection.cursor() as cursor:
            cursor.execute("INSERT INTO ledger.entry (n) VALUES (%s)", (n,))

    def highest(self):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(n), 0) FROM ledger.entry")
            return cursor.fetchone()[0]

    def drop(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


class Ledger:
    def __init__(self, dsn, journal):
        self.dsn = dsn
        self.journal = journal
        self.next = 1 + max((entry.get("n", 0) for _, entry in tail(journal.path, 65536)), default=0)
        self.lock = threading.Lock()
        self.idle = []  # the one used last is taken first, so in quiet times one connection does all the work
        self.busy = 0
        self.acknowledged = True  # the row that was answered last

    def tick(self):
        with self.lock:
            if self.busy >= MAX_CONNECTIONS:
                # Said all the same: a silent ledger could not be told from a dead one.
                return self.journal.write(ok=False, why="every connection hangs")
            writer = self.idle.pop() if self.idle else Writer(self.dsn)
            n = self.next
            self.next += 1
            self.busy += 1
        threading.Thread(target=self.attempt, args=(writer, n), daemon=True).start()

    def interval(self):
        with self.lock:
            # One row has only just been sent; a second one without an answer has been waiting since the last beat.
            return QUIET if self.acknowledged and self.busy <= 1 else TROUBLED

    def attempt(self, writer, n):
        sent, began = now(), time.monotonic()
        outcome = {"ok": True}
        try:
            writer.insert(n)
        except psycopg2.errors.UniqueViolation:
            # The file is younger than the table: go on behind the highest row.
            outcome = {"ok": False, "why": "number taken"}
            with self.lock:
                self.next = max(self.next, writer.highest() + 1)
        except psycopg2.Error as error:
            writer.drop()
            outcome = {"ok": False, "why": (str(error).strip().splitlines() or ["no reason given"])[0][:200]}
        took = round((time.monotonic() - began) * 1000, 1)
        self.journal.write(**sent, n=n, ms=took, **outcome)
        with self.lock:
            self.busy -= 1
            self.acknowledged = outcome["ok"]
            self.idle.append(writer)
            spare = [self.idle.pop(0)] if len(self.idle) > 2 else []
        for writer in spare:
            writer.drop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dsn", required=True)
    parser.add_argument("--file", required=True)
    arguments = parser.parse_args()
    ledger = Ledger(arguments.dsn, Journal(arguments.file))
    due = time.monotonic()
    while True:
        ledger.tick()
        # Kept to a fixed beat; a machine that was frozen goes on from now and does not catch up.
        due = max(due + ledger.interval(), time.monotonic())
        time.sleep(max(0, due - time.monotonic()))


if __name__ == "__main__":
    main()
END_OF_FILE
put /etc/systemd/system/pglab-ledger.service 0644 root <<'END_OF_FILE'
[Unit]
Description=Ledger: numbered rows through the clients' entry point
After=network.target haproxy.service

[Service]
User=observer
Environment=PGPASSFILE=/var/lib/pglab-observer/.pgpass
ExecStart=/usr/bin/python3 -u /usr/local/lib/pglab/ledger.py --dsn "host=192.168.56.10 port=5000 user=ledger dbname=postgres" --file /var/lib/pglab-observer/ledger.jsonl
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
END_OF_FILE
unit pglab-ledger.service

# The recorder watches the cluster with the eyes of every role that has some, asks every server whether it takes
# writes, and notes every change with its time.
dirty=$journal_changed
put /etc/pglab/lab.json 0644 root <<'END_OF_FILE'
{"id": "repmgr", "machines": [
  {"name": "ns", "address": "192.168.56.10", "offers": ["base","dns","ntp","haproxy","client","observer"]},
  {"name": "pg01", "address": "192.168.56.11", "offers": ["base","client","peer-ssh","postgresql","repmgr","role-health","ntp","dns","server","member","repmgr-node","routing"]},
  {"name": "pg02", "address": "192.168.56.12", "offers": ["base","client","peer-ssh","postgresql","repmgr","role-health","ntp","dns","server","member","repmgr-node","routing"]},
  {"name": "pg03", "address": "192.168.56.13", "offers": ["base","client","peer-ssh","postgresql","repmgr","role-health","ntp","dns","server","member","repmgr-node","routing"]},
  {"name": "pg_witness", "address": "192.168.56.14", "offers": ["base","client","peer-ssh","postgresql","witness","ntp","dns","server","repmgr-node"]}
]}
END_OF_FILE
put /usr/local/lib/pglab/record.py 0644 root <<'END_OF_FILE'
"""The recorder's journal, and the last known value of everything in it."""
import threading

from journal import Journal, lines_from

# What says when, where in a journal, and out of which revision; not what.
CIRCUMSTANCES = ("at", "t", "h", "rev", "before")


class Record:
    def __init__(self, path):
        self.lock = threading.RLock()
        self.known = {}
        self.revision = 0  # the highest that any event of the journal carries
        for _, event in lines_from(path, 0):
            if event.get("what") != "alive":
                self.revision = max(self.revision, event.get("rev", 0))
                self.known[self.subject(event)] = self.essence(event)
        self.journal = Journal(path)

    @staticmethod
    def subject(event):
        which = event.get("name") if event["what"] in ("member", "server") else event.get("member")
        return f"{event['what']}/{which or ''}"

    @staticmethod
    def essence(event):
        return {key: value for key, value in event.items() if key not in CIRCUMSTANCES}

    def last(self, what, which=""):
        """The last known event of a kind, without its circumstances; empty where there was none."""
        return self.known.get(f"{what}/{which}", {})

    def note(self, **event):
        """Writes an event unless it says what is known already: positions in WAL change all the time, states do not."""
        with self.lock:
            subject, essence = self.subject(event), self.essence(event)
            if self.known.get(subject) != essence:
                self.tell(**event)

    def tell(self, **event):
        """Writes an event, whatever is known."""
        with self.lock:
            self.known[self.subject(event)] = self.essence(event)
            self.revision = max(self.revision, event.get("rev", 0))
            self.journal.write(**event)
END_OF_FILE
put /usr/local/lib/pglab/asking.py 0644 root <<'END_OF_FILE'
"""Asks PostgreSQL servers that may be frozen, cut off or gone."""
import select
import time

import psycopg2
from psycopg2 import extensions

PATIENCE = 2.0  # seconds; a machine that is frozen or cut off does not even refuse


def wait(connection):
    """psycopg2 waits for ever where nobody answers; this gives up."""
    deadline = time.monotonic() + PATIENCE
    while (state := connection.poll()) != extensions.POLL_OK:
        left = deadline - time.monotonic()
        if left <= 0:
            raise psycopg2.OperationalError("no answer")
        read, write = ([connection.fileno()], []) if state == extensions.POLL_READ else ([], [connection.fileno()])
        select.select(read, write, [], left)


extensions.set_wait_callback(wait)


class Asker:
    """One kept connection to one server, made anew after any trouble."""

    def __init__(self, host, database="postgres"):
        self.dsn = f"host={host} port=5432 user=ledger dbname={database} application_name=recorder"
        self.connection = None

    def ask(self, query, *values):
        """The rows of the answer; raises psycopg2.Error where there is none."""
        try:
            if self.connection is None:
                self.connection = psycopg2.connect(self.dsn)
                self.connection.autocommit = True
            with self.connection.cursor() as cursor:
                cursor.execute(query, values)
                return cursor.fetchall()
        except psycopg2.Error:
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            raise
END_OF_FILE
put /usr/local/lib/pglab/sources/servers.py 0644 root <<'END_OF_FILE'
"""Asks every PostgreSQL server of the cluster, twice a second, whether it takes writes.

What a cluster manager believes lies in its own store, and a server that is cut off from the store tells nobody there.
Two servers that take writes at once are seen only by whoever asks the servers themselves.

One event for each change: what=server, name, and
  writes   true; false: a standby; null: no answer, be it dead, cut off or on its way up
The moments are chosen so that they prove something: a server begins to take writes when its first such answer has
come, and ends when the last one was asked for.
"""
import threading
import time

import psycopg2

from asking import Asker
from journal import now

EVERY = 0.5  # seconds


class Server(threading.Thread):
    def __init__(self, machine, record):
        super().__init__(daemon=True)
        self.server = machine["name"]
        self.asker = Asker(machine["address"])
        self.record = record

    def run(self):
        # What was said before this program last ended proves nothing about the time in between.
        self.note(None, now())
        last = None  # when the last answer "I take writes" was asked for
        while True:
            asked = now()
            writes = self.ask()
            self.note(writes, last if last and not writes else now())
            last = asked if writes else None
            time.sleep(EVERY)

    def note(self, writes, moment):
        self.record.note(**moment, what="server", name=self.server, writes=writes)

    def ask(self):
        try:
            return self.asker.ask("SELECT NOT pg_is_in_recovery()")[0][0]
        except psycopg2.Error:
            return None


def watch(lab, record):
    for machine in lab["machines"]:
        if "member" in machine["offers"]:
            Server(machine, record).start()
END_OF_FILE
put /usr/local/lib/pglab/sources/repmgr.py 0644 root <<'END_OF_FILE'
"""What repmgr and its servers say, for the recorder (observer/recorder.py).

repmgr has no store that somebody could watch: its tables lie in the database of the primary, and every node has a
copy. So every node is asked, twice a second. Who leads is what the servers say: of those that take writes, the
one on the highest timeline. Beside the events that every lab has:
  member   also upstream, priority, location as its own table says, repmgrd: whether it runs, paused: whether it is paused
  repmgr   a row of repmgr.events: node, event, successful, details, stamp (s since 1970, by the clock of its writer)
  config   value.pause: whether repmgrd is paused on every node that runs it
Why the leader changed is told by repmgr.events a moment later; a change that no event explains was made by hand.
"""
import threading
import time

import psycopg2

from asking import Asker
from journal import lines_from

EVERY = 0.5  # seconds

STATE = """
SELECT pg_is_in_recovery(),
       CASE WHEN pg_is_in_recovery() THEN (SELECT received_tli FROM pg_stat_wal_receiver)
            ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int END,
       (SELECT status FROM pg_stat_wal_receiver),
       repmgr.repmgrd_is_running(), repmgr.repmgrd_is_paused(),
       n.type, u.node_name, n.priority, n.location
  FROM (SELECT) one
  LEFT JOIN repmgr.nodes n ON n.node_name = %s
  LEFT JOIN repmgr.nodes u ON u.node_id = n.upstream_node_id
"""
# A minute back: rows of another node may carry the time of another clock.
EVENTS = """
SELECT e.event, n.node_name, e.successful, e.details, extract(epoch FROM e.event_timestamp)::float8
  FROM repmgr.events e LEFT JOIN repmgr.nodes n USING (node_id)
 WHERE e.event_timestamp > now() - interval '1 minute' ORDER BY e.event_timestamp
"""
# Events of repmgr 5.5 that say why their node became the primary ("Event notification types" in its manual).
CAUSES = {"standby_switchover": "switchover", "repmgrd_failover_promote": "automatic"}


class Cluster:
    """What all nodes together amount to."""

    def __init__(self, record):
        self.record = record
        self.lock = threading.Lock()
        self.states = {}
        self.told = {
            (event.get("event"), event.get("node"), event.get("stamp"))
            for _, event in lines_from(record.journal.path, 0)
            if event.get("what") == "repmgr"
        }

    def take(self, name, state):
        """A node's state, or None where it gave none."""
        with self.lock:
            self.states[name] = state
            leader = self.leader()
            before = self.record.last("leader").get("name")
            self.record.note(what="leader", name=leader, before=before, how="manual")
            running = [one for one in self.states.values() if one and one["repmgrd"]]
            self.record.note(what="config", value={"pause": bool(running) and all(one["paused"] for one in running)})

    def leader(self):
        primaries = {name: one for name, one in self.states.items() if one and one["role"] == "primary"}
        kept = self.record.last("leader").get("name")
        return max(primaries, key=lambda name: (primaries[name]["timeline"] or 0, name == kept), default=None)

    def events(self, rows):
        with self.lock:
            for event, node, successful, details, stamp in rows:
                row = (event, node, stamp)
                if row in self.told:
                    continue
                self.told.add(row)
                self.record.tell(
                    what="repmgr", event=event, node=node, successful=successful, details=(details or "")[:300], stamp=stamp
                )
                if successful and event in CAUSES:
                    self.record.tell(what="cause", name=node, how=CAUSES[event])


class Node(threading.Thread):
    def __init__(self, machine, cluster):
        super().__init__(daemon=True)
        self.node = machine["name"]
        self.asker = Asker(machine["address"], "repmgr")
        self.cluster = cluster

    def run(self):
        while True:
            try:
                self.look()
            except psycopg2.Error as trouble:
                # A machine that refuses is there, and only its server is not.
                refused = "refused" in str(trouble) or "the database system is" in str(trouble)
                self.say(None, **({"state": "stopped"} if refused else {"gone": True}))
            time.sleep(EVERY)

    def look(self):
        [(standby, timeline, receiver, running, paused, kind, upstream, priority, location)] = self.asker.ask(
            STATE, self.node
        )
        role = "witness" if kind == "witness" else "replica" if standby else "primary"
        own = {"role": role, "timeline": timeline, "repmgrd": running is True, "paused": paused is True}
        state = (receiver or "running") if standby else "running"
        self.say(own, **own, state=state, upstream=upstream, priority=priority, location=location)
        if role == "primary":
            self.cluster.events(self.asker.ask(EVENTS))

    def say(self, own, **member):
        self.cluster.record.note(what="member", name=self.node, **member)
        self.cluster.take(self.node, own)


def watch(lab, record):
    cluster = Cluster(record)
    for machine in lab["machines"]:
        if "repmgr-node" in machine["offers"]:
            Node(machine, cluster).start()
END_OF_FILE
put /usr/local/lib/pglab/recorder.py 0755 root <<'END_OF_FILE'
#!/usr/bin/env python3
"""Records every change of the cluster's state.

It knows no cluster manager. Every module in sources/ watches what it understands, in threads of its own:
`watch(lab, record)` starts that, where lab is {"id", "machines": [{"name", "address", "offers"}]} and record is where
it goes (record.py). One line of the journal (journal.py) for each change: `what`, and what belongs to it:
  leader   name (null while nobody leads), before; how: what a change of leader is taken for until a cause is told
  cause    name, how: why that member became the leader: switchover, manual, automatic
  member   name, role, state, timeline, …; gone: true for a member that is not there
  server   name, writes: whether that server takes writes, as it says itself (sources/servers.py)
  config   value: settings of the whole cluster; `pause` while failover is turned off
  alive    nothing but that the recorder was there; written every few seconds
and whatever else a source finds worth keeping; see there.
"""
import argparse
import importlib.util
import json
import pathlib
import time

from record import Record

ALIVE_EVERY = 3  # seconds


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", type=pathlib.Path, required=True)
    parser.add_argument("--file", required=True)
    parser.add_argument("--sources", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    lab = json.loads(arguments.lab.read_text(encoding="utf-8"))
    record = Record(arguments.file)
    for path in sorted(arguments.sources.glob("*.py")):
        load(path).watch(lab, record)
    while True:
        record.tell(what="alive")
        time.sleep(ALIVE_EVERY)


if __name__ == "__main__":
    main()
END_OF_FILE
put /etc/systemd/system/pglab-recorder.service 0644 root <<'END_OF_FILE'
[Unit]
Description=Recorder: every change of the cluster's state
After=network.target

[Service]
User=observer
Environment=PGPASSFILE=/var/lib/pglab-observer/.pgpass
ExecStart=/usr/bin/python3 -u /usr/local/lib/pglab/recorder.py --lab /etc/pglab/lab.json --sources /usr/local/lib/pglab/sources --file /var/lib/pglab-observer/events.jsonl
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
END_OF_FILE
unit pglab-recorder.service

# Reads both: `pglab-evidence --help`.
put /usr/local/lib/pglab/writers.py 0644 root <<'END_OF_FILE'
"""Which servers took writes when, from what servers.py wrote into the recorder's journal."""
from itertools import combinations

# s; what a server said last may be this old before it is known that it says so no longer (servers.py).
OPEN = 2.5


def stretches(events, end):
    """[(name, from, to)], each proven from end to end, s by the clock that nobody sets."""
    found, since = [], {}
    for event in events:
        if event.get("what") != "server":
            continue
        name = event["name"]
        if event["writes"]:
            since.setdefault(name, event["t"])
        elif name in since:
            found.append((name, since.pop(name), event["t"]))
    return found + [(name, began, end - OPEN) for name, began in since.items()]


def splits(found, start):
    """[(one, other, from, to)]: stretches after a moment in which two servers took writes at once."""
    return [
        (one, other, max(start, a, c), min(b, d))
        for (one, a, b), (other, c, d) in combinations(found, 2)
        if one != other and max(start, a, c) < min(b, d)
    ]


def idle(change, found):
    """How long neither the old leader of a change nor the new one took writes, ms; null where that was not seen."""
    # What has only just begun is not proven for any length of time, but its beginning is.
    taken = [began for name, began, ended in found if name == change["to"] and max(began, ended) > change["t"]]
    first = min(taken, default=None)
    if first is None:
        return None
    ends = [ended for name, _, ended in found if name == change["from"] and ended < first]
    return round((first - max(ends)) * 1000) if ends else None
END_OF_FILE
put /usr/local/lib/pglab/evidence.py 0755 root <<'END_OF_FILE'
#!/usr/bin/env python3
"""Says what the ledger and the recorder have seen.

  pglab-evidence --writing      0 if a row was acknowledged within the last 2 s
  pglab-evidence --watching     0 if the recorder knows who leads
  pglab-evidence --last-change  the last change of leader as JSON, with the outage that clients felt; null if none
  pglab-evidence --mark         this moment as JSON, to be handed to --since later
  pglab-evidence --birth        the moment at which the lab first worked, likewise; nothing and 1 where that is not known
  pglab-evidence --since MARK   everything that happened since a mark as JSON (see picture())
"""
import argparse
import json
import os
import sys
import time

sys.path.insert(0, "/usr/local/lib/pglab")
import writers  # noqa: E402
from journal import Broken, lines_from, mark, now, since, tail  # noqa: E402

FOLDER = "/var/lib/pglab-observer"
LEDGER = f"{FOLDER}/ledger.jsonl"
EVENTS = f"{FOLDER}/events.jsonl"
BOOT = "/proc/sys/kernel/random/boot_id"

INTERVAL = 0.4  # s between two rows of the ledger in quiet times; what lies beyond it is an outage
OUTAGE = 1.0  # s; shorter ones are not told of
BLIND = {"ledger": 2.5, "recorder": 12.0}  # s of silence that neither of them keeps while it runs
MOST_EVENTS = 2000


def acknowledged(entries):
    """Moments at which rows were acknowledged, s by the clock that nobody sets."""
    return sorted(entry["t"] + entry["ms"] / 1000 for entry in entries if entry.get("ok") is True)


def gaps(moments, start, end, least):
    """Stretches between neighbouring moments, the ends included, that last longer than `least`."""
    beats = [start, *moments, end]
    return [(before, after) for before, after in zip(beats, beats[1:]) if after - before > least]


def outage_around(moment, acks):
    """How long no row could be written around a moment, ms, within one interval; None while that lasts or nothing is known."""
    before = max((ack for ack in acks if ack <= moment), default=None)
    after = min((ack for ack in acks if ack > moment), default=None)
    return None if before is None or after is None else outage_between(before, after)


def outage_between(before, after):
    """ms that lie between two acknowledged rows beyond what always lies between them."""
    return max(0, round((after - before - INTERVAL) * 1000))


def changes_in(events):
    """Changes of leader in order. `how`: switchover (asked for with the old leader named), manual (asked for without),
    automatic (nobody asked: the cluster decided). A recorder that knows better says so: with the change itself, or a
    moment later as its cause."""
    changes, leader, asked = [], None, None
    for event in events:
        if event["what"] == "failover" and isinstance(event.get("value"), dict):
            asked = event
        elif event["what"] == "leader":
            leader = leader or event.get("before")
            if event.get("name") and leader and event["name"] != leader:
                changes.append(change(event, leader, asked))
                asked = None
            leader = event.get("name") or leader
        elif event["what"] == "cause" and changes and event.get("name") == changes[-1]["to"]:
            if event["t"] - changes[-1]["t"] < 120:
                changes[-1]["how"] = event["how"]
        elif event["what"] == "member" and changes and event.get("name") == changes[-1]["to"]:
            if event.get("timeline") is not None and event.get("role") in ("primary", "master", "leader"):
                changes[-1]["timeline"] = event["timeline"]
    return changes


def change(event, leader, asked):
    how = event.get("how", "automatic")
    # A request that nobody carried out within a minute has nothing to do with what happens later.
    if asked and event["t"] - asked["t"] < 60:
        how = "switchover" if asked["value"].get("leader") else "manual"
    return {"from": leader, "to": event["name"], "at": round(event["at"] * 1000), "t": event["t"], "timeline": None, "how": how}


def last_change():
    events = [event for _, event in lines_from(EVENTS, 0) if event.get("what") != "alive"]
    changes = changes_in(events)
    if not changes:
        return None
    last = changes[-1]
    entries = [entry for _, entry in lines_from(LEDGER, offset_before(LEDGER, last["at"] / 1000 - 120))]
    return {
        **{key: last[key] for key in ("from", "to", "at", "timeline")},
        "outage": outage_around(last["t"], acknowledged(entries)),
        "idle": writers.idle(last, writers.stretches(events, now()["t"])),
    }


def offset_before(path, moment):
    """A place in the ledger some time before a moment: rows lie in order of time, so halve the file until it fits."""
    low, high = 0, os.path.getsize(path) if os.path.exists(path) else 0
    while high - low > 65536:
        middle = (low + high) // 2
        _, entry = next(lines_from(path, middle), (0, None))
        if entry is None or entry["at"] >= moment:
            high = middle
        else:
            low = middle
    return low


def boot():
    with open(BOOT, encoding="ascii") as file:
        return file.read().strip()


def marked():
    return {**now(), "boot": boot(), "ledger": mark(LEDGER), "events": mark(EVENTS)}


def birth():
    """A mark where the first row was acknowledged: what a newborn cluster goes through before is nobody's doing.
    None where the journals do not tell, or where the machine was started anew since: then its clock began anew, too."""
    start = {"offset": 0, "h": ""}
    try:
        rows, _ = since(LEDGER, start), since(EVENTS, start)
    except Broken:
        return None
    times = [*(row["t"] for row in rows), now()["t"]]
    if any(after < before for before, after in zip(times, times[1:])):
        return None
    places = {"ledger": start, "events": start}
    for offset, entry in lines_from(LEDGER, 0):
        if entry.get("ok") is True:
            for behind, event in lines_from(EVENTS, 0):
                if event["t"] <= entry["t"]:
                    places["events"] = {"offset": behind, "h": event["h"]}
            return {"at": entry["at"], "t": entry["t"], "boot": boot(), **places}
        places["ledger"] = {"offset": offset, "h": entry["h"]}
    return None


def picture(start, dsn):
    """What happened since a mark. Moments are ms since 1970, durations ms.

    {"gone": {"file", "how"}}     the evidence cannot be used: missing, replaced or changed; or the machine was rebooted
    now, leader                   the moment of asking, and who leads by the recorder (null: nobody)
    changes   [{from, to, at, how, timeline, outage, idle}]; idle: how long neither of the two took writes
    splits    [{names, from, to}] two servers took writes at once
    outages   [{from, to, ms}]    no row was acknowledged; `to` is null while it lasts
    blind     [{who, from, to}]   one of the two was not watching
    acknowledged, lost            numbers of rows; `lost` is null where nobody could be asked
    lostRows                      the first of them
    events                        what the recorder wrote, without its signs of life
    """
    end = now()
    if boot() != start["boot"]:
        return {"gone": {"file": "", "how": "reboot"}}
    read = {}
    for name, path in (("ledger", LEDGER), ("events", EVENTS)):
        try:
            read[name] = since(path, start[name])
        except Broken as trouble:
            return {"gone": {"file": path, "how": str(trouble)}}
    at = lambda t: round((start["at"] + t - start["t"]) * 1000)  # noqa: E731
    rows, all_events = read["ledger"], read["events"]
    events = [event for event in all_events if event["what"] != "alive"]
    acks = acknowledged(rows)
    outages = gaps(acks, start["t"], end["t"], OUTAGE + INTERVAL)
    heard = {"ledger": sorted(row["t"] for row in rows), "recorder": sorted(event["t"] for event in all_events)}
    blind = [(who, gap) for who in heard for gap in gaps(heard[who], start["t"], end["t"], BLIND[who])]
    lost = lost_rows([row["n"] for row in rows if row.get("ok") is True], dsn)
    changes = changes_in(events)
    # What the servers said last before the mark still holds at the mark.
    took = writers.stretches([event for _, event in lines_from(EVENTS, 0)], end["t"])
    leaders = [event.get("name") for event in events if event["what"] == "leader"]
    return {
        "now": at(end["t"]),
        "leader": leaders[-1] if leaders else last_leader(),
        "changes": [
            {
                **{key: one[key] for key in ("from", "to", "how", "timeline")},
                "at": at(one["t"]),
                "outage": outage_around(one["t"], acks),
                "idle": writers.idle(one, took),
            }
            for one in changes
        ],
        "splits": [
            {"names": [one, other], "from": at(a), "to": at(b)} for one, other, a, b in writers.splits(took, start["t"])
        ],
        "outages": [
            {"from": at(a), "to": None if b == end["t"] else at(b), "ms": outage_between(a, b)} for a, b in outages
        ],
        "blind": [{"who": who, "from": at(a), "to": at(b)} for who, (a, b) in blind],
        "acknowledged": len(acks),
        "lost": None if lost is None else len(lost),
        "lostRows": None if lost is None else lost[:20],
        "events": [
            {**{key: value for key, value in event.items() if key not in ("t", "rev")}, "at": at(event["t"])}
            for event in events[-MOST_EVENTS:]
        ],
    }


def last_leader():
    names = [event.get("name") for _, event in lines_from(EVENTS, 0) if event.get("what") == "leader"]
    return names[-1] if names else None


def lost_rows(numbers, dsn):
    """Which of the acknowledged rows are not there; None where nobody can be asked."""
    if not numbers:
        return []
    import psycopg2

    os.environ.setdefault("PGPASSFILE", f"{FOLDER}/.pgpass")
    try:
        connection = psycopg2.connect(dsn, connect_timeout=2, options="-c statement_timeout=5s")
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT n FROM ledger.entry WHERE n BETWEEN %s AND %s", (min(numbers), max(numbers)))
            there = {n for (n,) in cursor}
        connection.close()
    except psycopg2.Error:
        return None
    return [n for n in sorted(numbers) if n not in there]


def writing():
    rows = [entry for _, entry in tail(LEDGER, 16384)]
    acks = [row["at"] + row["ms"] / 1000 for row in rows if row.get("ok") is True]
    age = time.time() - max(acks) if acks else None
    print("no row was acknowledged yet" if age is None else f"last row acknowledged {age:.1f} s ago")
    return age is not None and age < 2


def watching():
    leader = last_leader()
    print(leader or "no leader seen")
    return leader is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    question = parser.add_mutually_exclusive_group(required=True)
    for name in ("writing", "watching", "last-change", "mark", "birth"):
        question.add_argument(f"--{name}", action="store_true")
    question.add_argument("--since", type=json.loads, metavar="MARK")
    parser.add_argument("--dsn", default="service=rw user=ledger", help="where the ledger's rows lie")
    arguments = parser.parse_args()
    if arguments.last_change:
        print(json.dumps(last_change()))
    elif arguments.mark:
        print(json.dumps(marked()))
    elif arguments.birth:
        found = birth()
        print(json.dumps(found) if found else "")
        sys.exit(0 if found else 1)
    elif arguments.since:
        print(json.dumps(picture(arguments.since, arguments.dsn)))
    else:
        sys.exit(0 if (writing() if arguments.writing else watching()) else 1)


if __name__ == "__main__":
    main()
END_OF_FILE
put /usr/local/bin/pglab-evidence 0755 root <<'END_OF_FILE'
#!/bin/sh
exec python3 -B /usr/local/lib/pglab/evidence.py --dsn "host=192.168.56.10 port=5000 user=ledger dbname=postgres" "$@"
END_OF_FILE

# Where questions of the course are answered: `answer leader pg01`; `answer` alone shows what was answered.
folder /var/lib/pglab-answers 0775 root
chgrp pglab /var/lib/pglab-answers
put /usr/local/bin/answer 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
# answer QUESTION VALUE...: answers a question of the exercise; again is allowed, the last answer counts.
# answer: shows what was answered so far.
set -euo pipefail
cd /var/lib/pglab-answers
if (($# == 0)); then
  for file in *; do
    [[ -f $file ]] || { echo "nothing answered yet; e.g.: answer leader pg01"; exit; }
    printf '%s\t%s\n' "$file" "$(head -c 200 "$file")"
  done
  exit
fi
question=$1
shift
if [[ ! $question =~ ^[a-z][a-z0-9-]{0,39}$ ]] || (($# == 0)); then
  echo "answer QUESTION VALUE, e.g.: answer leader pg01" >&2
  exit 2
fi
# Whoever answers next may be another user: the file is made anew instead of written over.
printf '%s\n' "$*" >".$question.$$"
mv -f ".$question.$$" "$question"
echo "$question: $*"
END_OF_FILE

# Healthy means: the ledger writes, and its rows are acknowledged.
put /usr/local/lib/pglab/health.d/observer.ledger 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
pglab-evidence --writing
END_OF_FILE

# Healthy means: the recorder sees who leads.
put /usr/local/lib/pglab/health.d/observer.recorder 0755 root <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
pglab-evidence --watching
END_OF_FILE

finish
