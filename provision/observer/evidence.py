#!/usr/bin/env python3
"""Says what the ledger and the recorder have seen.

  pglab-evidence --writing      0 if a row was acknowledged within the last 2 s
  pglab-evidence --watching     0 if the recorder knows who leads
  pglab-evidence --last-change  the last change of leader as JSON, with the outage that clients felt; null if none
"""
import argparse
import json
import os
import sys
import time

LEDGER = "/var/lib/pglab-observer/ledger.jsonl"
EVENTS = "/var/lib/pglab-observer/events.jsonl"


def lines_from(path, offset):
    try:
        with open(path, "rb") as file:
            file.seek(offset)
            for line in file:
                try:
                    yield json.loads(line)
                except ValueError:
                    continue  # the first is cut by the seek, the last may still be being written
    except OSError:
        return


def tail(path, size):
    try:
        return list(lines_from(path, max(0, os.path.getsize(path) - size)))
    except OSError:
        return []


def acknowledged(entries):
    """Times at which rows were acknowledged, seconds since 1970."""
    return sorted(entry["at"] + entry["ms"] / 1000 for entry in entries if entry.get("ok") is True)


def offset_before(path, moment):
    """A place in the ledger some time before a moment: rows lie in order of time, so halve the file until it fits."""
    low, high = 0, os.path.getsize(path)
    while high - low > 65536:
        middle = (low + high) // 2
        entry = next(lines_from(path, middle), None)
        if entry is None or entry["at"] >= moment:
            high = middle
        else:
            low = middle
    return low


def outage_at(moment):
    """How long no row was acknowledged around a moment, ms; None while the outage lasts or nothing is known."""
    before = after = None
    try:
        for entry in lines_from(LEDGER, offset_before(LEDGER, moment - 120)):
            for at in acknowledged([entry]):
                if at <= moment:
                    before = at if before is None else max(before, at)
                elif after is None or at < after:
                    after = at
            if after is not None and entry["at"] > after + 30:
                break
    except OSError:
        return None
    return None if before is None or after is None else round((after - before) * 1000)


def last_change():
    leader, change = None, None
    for event in lines_from(EVENTS, 0):
        if event.get("what") == "leader" and event.get("name"):
            if leader is not None and event["name"] != leader:
                change = {"from": leader, "to": event["name"], "at": round(event["at"] * 1000), "timeline": None}
            leader = event["name"]
        if event.get("what") == "member" and change and event.get("name") == change["to"]:
            if event.get("timeline") is not None and event.get("role") in ("primary", "master", "leader"):
                change["timeline"] = event["timeline"]
    if change:
        change["outage"] = outage_at(change["at"] / 1000)
    return change


def writing():
    acks = acknowledged(tail(LEDGER, 16384))
    age = time.time() - acks[-1] if acks else None
    print("no row was acknowledged yet" if age is None else f"last row acknowledged {age:.1f} s ago")
    return age is not None and age < 2


def watching():
    leader = None
    for event in lines_from(EVENTS, 0):
        if event.get("what") == "leader":
            leader = event.get("name")
    print(leader or "no leader seen")
    return leader is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    question = parser.add_mutually_exclusive_group(required=True)
    for name in ("writing", "watching", "last-change"):
        question.add_argument(f"--{name}", action="store_true")
    arguments = parser.parse_args()
    if arguments.last_change:
        print(json.dumps(last_change()))
        return
    sys.exit(0 if (writing() if arguments.writing else watching()) else 1)


if __name__ == "__main__":
    main()
