#!/bin/sh
exec /usr/libexec/debian-chronyd -f /etc/chrony.conf -u chrony "$@"
