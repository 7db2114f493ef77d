#!/usr/bin/env bash
# MEMBER MEMBERS: makes MEMBER the leader and waits until all others stream from it. Sent over SSH, not installed.
wanted=$1 members=$2 asked=
export PATRONICTL_CONFIG_FILE=/etc/patroni/patronictl.yml
for ((try = 0; try < 150; try++)); do
  cluster=$(curl -fsS -m 3 http://127.0.0.1:8008/cluster) || cluster='{"members": []}'
  leader=$(jq -r '.members[] | select(.role == "leader" and .state == "running") | .name' <<<"$cluster")
  streaming=$(jq '[.members[] | select(.role != "leader" and .state == "streaming")] | length' <<<"$cluster")
  if [[ $leader && $streaming == $((members - 1)) ]]; then
    [[ $leader == "$wanted" ]] && exit 0
    # One request for each leader met: a second one while the first is carried out would be refused.
    # A synchronous cluster switches over to a synchronous standby only; a failover that is asked for may go to any.
    how=(switchover --leader "$leader")
    [[ $(jq -r --arg wanted "$wanted" 'if any(.members[]; .role | test("^(sync|quorum)_standby$")) then .members[] | select(.name == $wanted) | .role else "any" end' <<<"$cluster") == replica ]] && how=(failover)
    [[ $asked == "$leader" ]] || patronictl "${how[@]}" --candidate "$wanted" --force || true
    asked=$leader
  fi
  sleep 0.3
done
echo "$wanted does not lead: $cluster" >&2
exit 1
