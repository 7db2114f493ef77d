"""What Patroni keeps in etcd, for the recorder (observer/recorder.py).

It does not poll: it watches, over the JSON gateway of etcd's own API (/v3/watch), at all members at once, so that
the death of one neither delays nor hides a change. Revisions tell what was seen already; after a break the watch
goes on at the first revision not yet seen.

Every event carries `rev`, etcd's revision. Beside those that every lab has:
  member   also pending_restart, tags, replication_state
  history  the last entry of the timeline history
  failover a switchover or failover that was asked for
  sync     who is the synchronous standby
  etcd     member, seen: whether that member of etcd can be watched
"""
import base64
import http.client
import json
import socket
import threading
import time

MEMBER_FIELDS = ("role", "state", "timeline", "pending_restart", "tags", "replication_state")


def encode(text):
    return base64.b64encode(text.encode()).decode()


def decode(text):
    return base64.b64decode(text).decode("utf-8", "replace")


def end_of_prefix(prefix):
    """The first key behind all that begin with the prefix: its last byte plus one."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def parse(value):
    try:
        return json.loads(value) if value is not None else None
    except ValueError:
        return value


class Keys:
    """The keys of one cluster, and what their changes mean."""

    def __init__(self, prefix, record):
        self.prefix = prefix
        self.record = record
        self.seen = record.revision

    def changes(self, revision, changes):
        """Takes what one answer of etcd brought; None for the value of a deleted key."""
        with self.record.lock:
            if revision <= self.seen:
                return
            for key, value in changes:
                event = self.event(key[len(self.prefix):], value)
                if event:
                    self.record.note(rev=revision, **event)
            self.seen = revision

    def event(self, key, value):
        if key == "leader":
            # Who takes the lock without having been asked to did so because it ran out.
            before = self.record.last("leader").get("name")
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


class Watch(threading.Thread):
    """Watches the cluster's keys at one member of etcd, for ever."""

    def __init__(self, member, keys):
        super().__init__(daemon=True)
        self.member = member
        self.keys = keys

    def run(self):
        while True:
            try:
                self.watch()
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                self.keys.record.note(what="etcd", member=self.member, seen=False)
            time.sleep(1)

    def range(self):
        prefix = self.keys.prefix
        return {"key": encode(prefix), "range_end": encode(end_of_prefix(prefix))}

    def watch(self):
        if self.keys.seen == 0:
            self.first_look()
        stream = self.connect(timeout=None)
        try:
            request = {**self.range(), "start_revision": str(self.keys.seen + 1)}
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
        self.keys.record.note(what="etcd", member=self.member, seen=True)
        batches = {}
        for event in result.get("events", []):
            pair = event["kv"]
            value = None if event.get("type") == "DELETE" else decode(pair.get("value", ""))
            batches.setdefault(int(pair["mod_revision"]), []).append((decode(pair["key"]), value))
        for revision in sorted(batches):
            self.keys.changes(revision, batches[revision])

    def first_look(self):
        stream = self.connect(timeout=3)
        try:
            stream.request("POST", "/v3/kv/range", json.dumps(self.range()))
            answer = json.loads(stream.getresponse().read())
        finally:
            stream.close()
        found = [(decode(pair["key"]), decode(pair.get("value", ""))) for pair in answer.get("kvs", [])]
        self.keys.changes(int(answer["header"]["revision"]), found)

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


def watch(lab, record):
    keys = Keys(f"/service/{lab['id']}/", record)
    for machine in lab["machines"]:
        if "etcd" in machine["offers"]:
            Watch(f"{machine['address']}:2379", keys).start()
