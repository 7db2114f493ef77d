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
