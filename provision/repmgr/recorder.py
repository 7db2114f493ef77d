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
