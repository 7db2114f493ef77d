"""Which servers took writes when, from what servers.py wrote into the recorder's journal."""
from itertools import combinations

# s; what a server said last may be this old before it is known that it says so no longer (servers.py).
OPEN = 2.5


def stretches(events, end):
    """[(name, from, to)], each proven from end to end, s by the clock that nobody sets."""
    found, since = [], {}
    for event in events:
        if event.get("what") != "server":
            continue
        name = event["name"]
        if event["writes"]:
            since.setdefault(name, event["t"])
        elif name in since:
            found.append((name, since.pop(name), event["t"]))
    return found + [(name, began, end - OPEN) for name, began in since.items()]


def splits(found, start):
    """[(one, other, from, to)]: stretches after a moment in which two servers took writes at once."""
    return [
        (one, other, max(start, a, c), min(b, d))
        for (one, a, b), (other, c, d) in combinations(found, 2)
        if one != other and max(start, a, c) < min(b, d)
    ]


def idle(change, found):
    """How long neither the old leader of a change nor the new one took writes, ms; null where that was not seen."""
    # What has only just begun is not proven for any length of time, but its beginning is.
    taken = [began for name, began, ended in found if name == change["to"] and max(began, ended) > change["t"]]
    first = min(taken, default=None)
    if first is None:
        return None
    ends = [ended for name, _, ended in found if name == change["from"] and ended < first]
    return round((first - max(ends)) * 1000) if ends else None
