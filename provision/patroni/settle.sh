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
