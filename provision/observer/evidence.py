#!/usr/bin/env python3
"""Says what the ledger and the recorder have seen.

  pglab-evidence --writing      0 if a row was acknowledged within the last 2 s
  pglab-evidence --watching     0 if the recorder knows who leads
  pglab-evidence --last-change  the last change of leader as JSON, with the outage that clients felt; null if none
  pglab-evidence --mark         this moment as JSON, to be handed to --since later
  pglab-evidence --birth        the moment at which the lab first worked, likewise; nothing and 1 where that is not known
  pglab-evidence --since MARK   everything that happened since a mark as JSON (see picture())
"""
import argparse
import json
import os
import sys
import time

sys.path.insert(0, "/usr/local/lib/pglab")
import writers  # noqa: E402
from journal import Broken, lines_from, mark, now, since, tail  # noqa: E402

FOLDER = "/var/lib/pglab-observer"
LEDGER = f"{FOLDER}/ledger.jsonl"
EVENTS = f"{FOLDER}/events.jsonl"
BOOT = "/proc/sys/kernel/random/boot_id"

INTERVAL = 0.4  # s between two rows of the ledger in quiet times; what lies beyond it is an outage
OUTAGE = 1.0  # s; shorter ones are not told of
BLIND = {"ledger": 2.5, "recorder": 12.0}  # s of silence that neither of them keeps while it runs
MOST_EVENTS = 2000


def acknowledged(entries):
    """Moments at which rows were acknowledged, s by the clock that nobody sets."""
    return sorted(entry["t"] + entry["ms"] / 1000 for entry in entries if entry.get("ok") is True)


def gaps(moments, start, end, least):
    """Stretches between neighbouring moments, the ends included, that last longer than `least`."""
    beats = [start, *moments, end]
    return [(before, after) for before, after in zip(beats, beats[1:]) if after - before > least]


def outage_around(moment, acks):
    """How long no row could be written around a moment, ms, within one interval; None while that lasts or nothing is known."""
    before = max((ack for ack in acks if ack <= moment), default=None)
    after = min((ack for ack in acks if ack > moment), default=None)
    return None if before is None or after is None else outage_between(before, after)


def outage_between(before, after):
    """ms that lie between two acknowledged rows beyond what always lies between them."""
    return max(0, round((after - before - INTERVAL) * 1000))


def changes_in(events):
    """Changes of leader in order. `how`: switchover (asked for with the old leader named), manual (asked for without),
    automatic (nobody asked: the cluster decided). A recorder that knows better says so: with the change itself, or a
    moment later as its cause."""
    changes, leader, asked = [], None, None
    for event in events:
        if event["what"] == "failover" and isinstance(event.get("value"), dict):
            asked = event
        elif event["what"] == "leader":
            leader = leader or event.get("before")
            if event.get("name") and leader and event["name"] != leader:
                changes.append(change(event, leader, asked))
                asked = None
            leader = event.get("name") or leader
        elif event["what"] == "cause" and changes and event.get("name") == changes[-1]["to"]:
            if event["t"] - changes[-1]["t"] < 120:
                changes[-1]["how"] = event["how"]
        elif event["what"] == "member" and changes and event.get("name") == changes[-1]["to"]:
            if event.get("timeline") is not None and event.get("role") in ("primary", "master", "leader"):
                changes[-1]["timeline"] = event["timeline"]
    return changes


def change(event, leader, asked):
    how = event.get("how", "automatic")
    # A request that nobody carried out within a minute has nothing to do with what happens later.
    if asked and event["t"] - asked["t"] < 60:
        how = "switchover" if asked["value"].get("leader") else "manual"
    return {"from": leader, "to": event["name"], "at": round(event["at"] * 1000), "t": event["t"], "timeline": None, "how": how}


def last_change():
    events = [event for _, event in lines_from(EVENTS, 0) if event.get("what") != "alive"]
    changes = changes_in(events)
    if not changes:
        return None
    last = changes[-1]
    entries = [entry for _, entry in lines_from(LEDGER, offset_before(LEDGER, last["at"] / 1000 - 120))]
    return {
        **{key: last[key] for key in ("from", "to", "at", "timeline")},
        "outage": outage_around(last["t"], acknowledged(entries)),
        "idle": writers.idle(last, writers.stretches(events, now()["t"])),
    }


def offset_before(path, moment):
    """A place in the ledger some time before a moment: rows lie in order of time, so halve the file until it fits."""
    low, high = 0, os.path.getsize(path) if os.path.exists(path) else 0
    while high - low > 65536:
        middle = (low + high) // 2
        _, entry = next(lines_from(path, middle), (0, None))
        if entry is None or entry["at"] >= moment:
            high = middle
        else:
            low = middle
    return low


def boot():
    with open(BOOT, encoding="ascii") as file:
        return file.read().strip()


def marked():
    return {**now(), "boot": boot(), "ledger": mark(LEDGER), "events": mark(EVENTS)}


def birth():
    """A mark where the first row was acknowledged: what a newborn cluster goes through before is nobody's doing.
    None where the journals do not tell, or where the machine was started anew since: then its clock began anew, too."""
    start = {"offset": 0, "h": ""}
    try:
        rows, _ = since(LEDGER, start), since(EVENTS, start)
    except Broken:
        return None
    times = [*(row["t"] for row in rows), now()["t"]]
    if any(after < before for before, after in zip(times, times[1:])):
        return None
    places = {"ledger": start, "events": start}
    for offset, entry in lines_from(LEDGER, 0):
        if entry.get("ok") is True:
            for behind, event in lines_from(EVENTS, 0):
                if event["t"] <= entry["t"]:
                    places["events"] = {"offset": behind, "h": event["h"]}
            return {"at": entry["at"], "t": entry["t"], "boot": boot(), **places}
        places["ledger"] = {"offset": offset, "h": entry["h"]}
    return None


def picture(start, dsn):
    """What happened since a mark. Moments are ms since 1970, durations ms.

    {"gone": {"file", "how"}}     the evidence cannot be used: missing, replaced or changed; or the machine was rebooted
    now, leader                   the moment of asking, and who leads by the recorder (null: nobody)
    changes   [{from, to, at, how, timeline, outage, idle}]; idle: how long neither of the two took writes
    splits    [{names, from, to}] two servers took writes at once
    outages   [{from, to, ms}]    no row was acknowledged; `to` is null while it lasts
    blind     [{who, from, to}]   one of the two was not watching
    acknowledged, lost            numbers of rows; `lost` is null where nobody could be asked
    lostRows                      the first of them
    events                        what the recorder wrote, without its signs of life
    """
    end = now()
    if boot() != start["boot"]:
        return {"gone": {"file": "", "how": "reboot"}}
    read = {}
    for name, path in (("ledger", LEDGER), ("events", EVENTS)):
        try:
            read[name] = since(path, start[name])
        except Broken as trouble:
            return {"gone": {"file": path, "how": str(trouble)}}
    at = lambda t: round((start["at"] + t - start["t"]) * 1000)  # noqa: E731
    rows, all_events = read["ledger"], read["events"]
    events = [event for event in all_events if event["what"] != "alive"]
    acks = acknowledged(rows)
    outages = gaps(acks, start["t"], end["t"], OUTAGE + INTERVAL)
    heard = {"ledger": sorted(row["t"] for row in rows), "recorder": sorted(event["t"] for event in all_events)}
    blind = [(who, gap) for who in heard for gap in gaps(heard[who], start["t"], end["t"], BLIND[who])]
    lost = lost_rows([row["n"] for row in rows if row.get("ok") is True], dsn)
    changes = changes_in(events)
    # What the servers said last before the mark still holds at the mark.
    took = writers.stretches([event for _, event in lines_from(EVENTS, 0)], end["t"])
    leaders = [event.get("name") for event in events if event["what"] == "leader"]
    return {
        "now": at(end["t"]),
        "leader": leaders[-1] if leaders else last_leader(),
        "changes": [
            {
                **{key: one[key] for key in ("from", "to", "how", "timeline")},
                "at": at(one["t"]),
                "outage": outage_around(one["t"], acks),
                "idle": writers.idle(one, took),
            }
            for one in changes
        ],
        "splits": [
            {"names": [one, other], "from": at(a), "to": at(b)} for one, other, a, b in writers.splits(took, start["t"])
        ],
        "outages": [
            {"from": at(a), "to": None if b == end["t"] else at(b), "ms": outage_between(a, b)} for a, b in outages
        ],
        "blind": [{"who": who, "from": at(a), "to": at(b)} for who, (a, b) in blind],
        "acknowledged": len(acks),
        "lost": None if lost is None else len(lost),
        "lostRows": None if lost is None else lost[:20],
        "events": [
            {**{key: value for key, value in event.items() if key not in ("t", "rev")}, "at": at(event["t"])}
            for event in events[-MOST_EVENTS:]
        ],
    }


def last_leader():
    names = [event.get("name") for _, event in lines_from(EVENTS, 0) if event.get("what") == "leader"]
    return names[-1] if names else None


def lost_rows(numbers, dsn):
    """Which of the acknowledged rows are not there; None where nobody can be asked."""
    if not numbers:
        return []
    import psycopg2

    os.environ.setdefault("PGPASSFILE", f"{FOLDER}/.pgpass")
    try:
        connection = psycopg2.connect(dsn, connect_timeout=2, options="-c statement_timeout=5s")
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT n FROM ledger.entry WHERE n BETWEEN %s AND %s", (min(numbers), max(numbers)))
            there = {n for (n,) in cursor}
        connection.close()
    except psycopg2.Error:
        return None
    return [n for n in sorted(numbers) if n not in there]


def writing():
    rows = [entry for _, entry in tail(LEDGER, 16384)]
    acks = [row["at"] + row["ms"] / 1000 for row in rows if row.get("ok") is True]
    age = time.time() - max(acks) if acks else None
    print("no row was acknowledged yet" if age is None else f"last row acknowledged {age:.1f} s ago")
    return age is not None and age < 2


def watching():
    leader = last_leader()
    print(leader or "no leader seen")
    return leader is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    question = parser.add_mutually_exclusive_group(required=True)
    for name in ("writing", "watching", "last-change", "mark", "birth"):
        question.add_argument(f"--{name}", action="store_true")
    question.add_argument("--since", type=json.loads, metavar="MARK")
    parser.add_argument("--dsn", default="service=rw user=ledger", help="where the ledger's rows lie")
    arguments = parser.parse_args()
    if arguments.last_change:
        print(json.dumps(last_change()))
    elif arguments.mark:
        print(json.dumps(marked()))
    elif arguments.birth:
        found = birth()
        print(json.dumps(found) if found else "")
        sys.exit(0 if found else 1)
    elif arguments.since:
        print(json.dumps(picture(arguments.since, arguments.dsn)))
    else:
        sys.exit(0 if (writing() if arguments.writing else watching()) else 1)


if __name__ == "__main__":
    main()
