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
