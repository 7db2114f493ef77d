#!/usr/bin/env python3
"""Records every change of the cluster's state, as Patroni keeps it in etcd.

It does not poll: it watches, over the JSON gateway of etcd's own API (/v3/watch), at all members at once, so that
the death of one neither delays nor hides a change. Revisions tell what was seen already; after a break the watch
goes on at the first revision not yet seen.

One line of the journal (journal.py) for each change: `rev` (etcd's revision), `what`, and what belongs to it:
  leader   name (null while nobody leads), before
  member   name, role, state, timeline, pending_restart, tags; null for a member that is gone
  config   the dynamic configuration
  history  the last entry of the timeline history
  failover a switchover or failover that was asked for
  sync     who is the synchronous standby
  etcd     member, seen: whether that member of etcd can be watched
  server   name, writes: whether that server takes writes, as it says itself (servers.py)
  alive    nothing but that the recorder was there; written every few seconds
"""
import argparse
import base64
import http.client
import json
import socket
import threading
import time

import servers
from journal import Journal, lines_from

ALIVE_EVERY = 3  # seconds

MEMBER_FIELDS = ("role", "state", "timeline", "pending_restart", "tags", "replication_state")


def encode(text):
    return base64.b64encode(text.encode()).decode()


def decode(text):
    return base64.b64decode(text).decode("utf-8", "replace")


def end_of_prefix(prefix):
    """The first key behind all that begin with the prefix: its last byte plus one."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


class Record:
    """The file, and the last known value of everything in it."""

    def __init__(self, path, prefix):
        self.prefix = prefix
        self.lock = threading.Lock()
        self.known = {}
        self.revision = 0
        self.replay(path)
        self.journal = Journal(path)

    def replay(self, path):
        for _, event in lines_from(path, 0):
            if event.get("what") != "alive":
                self.revision = max(self.revision, event.get("rev", 0))
                self.known[self.subject(event)] = self.essence(event)

    @staticmethod
    def subject(event):
        which = event.get("name") if event["what"] in ("member", "server") else event.get("member")
        return f"{event['what']}/{which or ''}"

    @staticmethod
    def essence(event):
        return {key: value for key, value in event.items() if key not in ("at", "t", "h", "rev", "before")}

    def note(self, revision, event):
        """Writes an event unless it says what is known already: positions in WAL change all the time, states do not."""
        subject, essence = self.subject(event), self.essence(event)
        if self.known.get(subject) == essence:
            return
        self.known[subject] = essence
        self.journal.write(rev=revision, **event)

    def etcd(self, member, seen):
        with self.lock:
            self.note(self.revision, {"what": "etcd", "member": member, "seen": seen})

    def server(self, name, writes, moment):
        with self.lock:
            self.note(self.revision, {**moment, "what": "server", "name": name, "writes": writes})

    def changes(self, revision, changes):
        """Takes what one answer of etcd brought; None for the value of a deleted key."""
        with self.lock:
            if revision <= self.revision:
                return
            for key, value in changes:
                event = self.event(key[len(self.prefix):], value)
                if event:
                    self.note(revision, event)
            self.revision = revision

    def event(self, key, value):
        if key == "leader":
            before = self.known.get("leader/", {}).get("name")
            return {"what": "leader", "name": value, "before": before}
        if key.startswith("members/"):
            name = key[len("members/"):]
            data = parse(value)
            if data is None:
                return {"what": "member", "name": name, "gone": True}
            return {"what": "member", "name": name, **{field: data.get(field) for field in MEMBER_FIELDS if field in data}}
        if key == "history":
            entries = parse(value)
            return {"what": "history", "entries": entries[-1:] if isinstance(entries, list) else None}
        if key in ("config", "failover", "sync", "failsafe", "initialize"):
            return {"what": key, "value": parse(value)}
        return None  # status: positions only


def parse(value):
    try:
        return json.loads(value) if value is not None else None
    except ValueError:
        return value


class Watch(threading.Thread):
    """Watches the cluster's keys at one member of etcd, for ever."""

    def __init__(self, member, record):
        super().__init__(daemon=True)
        self.member = member
        self.record = record

    def run(self):
        while True:
            try:
                self.watch()
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                self.record.etcd(self.member, False)
            time.sleep(1)

    def watch(self):
        if self.record.revision == 0:
            self.first_look()
        stream = self.connect(timeout=None)
        try:
            request = {"key": encode(self.record.prefix), "range_end": encode(end_of_prefix(self.record.prefix))}
            request["start_revision"] = str(self.record.revision + 1)
            stream.request("POST", "/v3/watch", json.dumps({"create_request": request}))
            answer = stream.getresponse()
            for line in iter(answer.readline, b""):
                self.take(json.loads(line)["result"])
        finally:
            stream.close()

    def take(self, result):
        if int(result.get("compact_revision", 0)):
            # What lay between is gone; take what holds now.
            self.first_look()
            raise ValueError("compacted")
        self.record.etcd(self.member, True)
        batches = {}
        for event in result.get("events", []):
            pair = event["kv"]
            value = None if event.get("type") == "DELETE" else decode(pair.get("value", ""))
            batches.setdefault(int(pair["mod_revision"]), []).append((decode(pair["key"]), value))
        for revision in sorted(batches):
            self.record.changes(revision, batches[revision])

    def first_look(self):
        stream = self.connect(timeout=3)
        try:
            request = {"key": encode(self.record.prefix), "range_end": encode(end_of_prefix(self.record.prefix))}
            stream.request("POST", "/v3/kv/range", json.dumps(request))
            answer = json.loads(stream.getresponse().read())
        finally:
            stream.close()
        found = [(decode(pair["key"]), decode(pair.get("value", ""))) for pair in answer.get("kvs", [])]
        self.record.changes(int(answer["header"]["revision"]), found)

    def connect(self, timeout):
        host, port = self.member.rsplit(":", 1)
        stream = http.client.HTTPConnection(host, int(port), timeout=3)
        stream.connect()
        # Nothing may come for hours; the kernel asks the other side whether it is still there.
        for option, value in ((socket.TCP_KEEPIDLE, 5), (socket.TCP_KEEPINTVL, 2), (socket.TCP_KEEPCNT, 3)):
            stream.sock.setsockopt(socket.IPPROTO_TCP, option, value)
        stream.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        stream.sock.settimeout(timeout)
        return stream


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--file", required=True)
    parser.add_argument("members", nargs="+", metavar="HOST:PORT")
    parser.add_argument("--server", action="append", default=[], metavar="NAME=HOST", help="a PostgreSQL server to ask")
    arguments = parser.parse_args()
    record = Record(arguments.file, arguments.prefix)
    watches = [Watch(member, record) for member in arguments.members]
    for watch in watches:
        watch.start()
    servers.watch(arguments.server, record)
    while True:
        record.journal.write(what="alive")
        time.sleep(ALIVE_EVERY)


if __name__ == "__main__":
    main()
