#!/bin/sh
# Runs before the packages of the image are installed; $1 is the folder of the new system.
set -eu
# PostgreSQL must not make a cluster of its own at install: every lab makes its own.
mkdir -p "$1/etc/postgresql-common"
echo 'create_main_cluster = false' >"$1/etc/postgresql-common/createcluster.conf"
# Nothing starts by itself but the way in: what runs on a machine is what its script has turned on.
mkdir -p "$1/etc/systemd/system-preset"
printf 'enable ssh.service\ndisable *\n' >"$1/etc/systemd/system-preset/00-pglab.preset"
