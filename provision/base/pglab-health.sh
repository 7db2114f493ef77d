#!/usr/bin/env bash
# pglab-health [SECONDS]: is this machine what it should be?
# Prints a line for each probe of /usr/local/lib/pglab/health.d: "ok" or "wait", its name, what it found, between tabs.
# With SECONDS it asks again those that are not yet fulfilled, prints a line whenever an answer changes,
# and ends with 0 as soon as all are, or with 1 when the time is up.
set -u
limit=${1:-0}
declare -A last=()
pending=(/usr/local/lib/pglab/health.d/*)

ask() {
  local probe=$1 name=${1##*/} found state=ok
  # A probe that hangs is a probe that fails: whoever waits for it must hear so.
  found=$(timeout 5 "$probe" 2>&1 </dev/null) || state=wait
  found=${found##*$'\n'}
  if [[ ${last[$name]-} != "$state $found" ]]; then
    printf '%s\t%s\t%s\n' "$state" "$name" "${found:0:300}"
    last[$name]="$state $found"
  fi
  [[ $state == ok ]]
}

while :; do
  again=()
  for probe in "${pending[@]}"; do ask "$probe" || again+=("$probe"); done
  ((${#again[@]} == 0)) && exit 0
  ((SECONDS >= limit)) && exit 1
  pending=("${again[@]}")
  # Three machines ask at once on two cores while the cluster is being made; a shorter pause slows down what it waits for.
  sleep 0.3
done
