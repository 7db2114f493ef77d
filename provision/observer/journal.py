"""Journals that show it when somebody has been at them.

A journal is a file of JSON objects, one a line, appended by one program. Every object carries
  at  when it was written or what it speaks of began, seconds since 1970, by the clock on the wall
  t   the same moment by a clock that nobody sets, seconds since the machine started; durations are taken from it
  h   a digest of the line before it and of its own text
A line that was changed, removed or put in afterwards breaks the chain of digests from there on. Whoever is root here
can forge a whole chain; what cannot be forged is a place in it that was noted down elsewhere before (see `Mark`).
"""
import hashlib
import json
import os
import threading
import time

MAX_FILE = 256 * 1024 * 1024  # bytes; more than a week of the ledger


def now():
    return {"at": round(time.time(), 3), "t": round(time.clock_gettime(time.CLOCK_BOOTTIME), 3)}


def digest(before, text):
    return hashlib.sha256((before + text).encode()).hexdigest()[:16]


def dump(entry):
    return json.dumps(entry, separators=(",", ":"))


class Broken(Exception):
    """The journal is not what was written; the text says in which way: missing, replaced or changed."""


class Journal:
    def __init__(self, path):
        self.path = path
        self.lock = threading.Lock()
        self.last = ""
        self.open()

    def open(self):
        self.drop_half_line()
        for _, entry in tail(self.path, 65536):
            self.last = entry["h"]
        self.file = open(self.path, "a", buffering=1)

    def drop_half_line(self):
        """A power cut may leave half a line, behind which nothing could be read."""
        try:
            with open(self.path, "rb+") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - 65536))
                rest = file.read()
                if rest and not rest.endswith(b"\n"):
                    file.truncate(size - len(rest) + rest.rfind(b"\n") + 1)
        except OSError:
            return

    def write(self, **entry):
        with self.lock:
            text = dump({**now(), **entry})
            self.last = digest(self.last, text)
            self.file.write(text[:-1] + ',"h":"' + self.last + '"}\n')
            if self.file.tell() > MAX_FILE:
                self.file.close()
                os.replace(self.path, f"{self.path}.1")
                self.file = open(self.path, "a", buffering=1)


def lines_from(path, offset):
    """Offsets behind, and entries of, the whole lines from a place on; a first line that is cut is passed over."""
    try:
        with open(path, "rb") as file:
            file.seek(offset)
            for line in file:
                offset += len(line)
                try:
                    yield offset, json.loads(line)
                except ValueError:
                    continue
    except OSError:
        return


def tail(path, size):
    try:
        return list(lines_from(path, max(0, os.path.getsize(path) - size)))
    except OSError:
        return []


def mark(path):
    """A place in a journal: behind its last line, and that line's digest."""
    offset, last = 0, ""
    for offset, entry in tail(path, 65536):
        last = entry["h"]
    return {"offset": offset, "h": last}


def since(path, place):
    """All entries behind a mark, the chain proven. Raises Broken."""
    if not os.path.exists(path):
        raise Broken("missing")
    files = [file for file in (f"{path}.1", path) if os.path.exists(file)]
    # The file may have been set aside for a new one since the mark.
    start = next((index for index, file in enumerate(files) if holds(file, place)), None)
    if start is None:
        raise Broken("replaced")
    last, offset, entries = place["h"], place["offset"], []
    for file in files[start:]:
        with open(file, "rb") as stream:
            stream.seek(offset)
            for line in stream:
                if not line.endswith(b"\n"):
                    break  # being written right now
                last, entry = proven(line, last)
                entries.append(entry)
        offset = 0
    return entries


def proven(line, before):
    try:
        entry = json.loads(line)
        found = entry.pop("h")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Broken("changed") from None
    if digest(before, dump(entry)) != found:
        raise Broken("changed")
    return found, entry


def holds(file, place):
    """Whether the line that ends at a mark is the one that ended there."""
    if place["offset"] == 0:
        return place["h"] == ""
    try:
        with open(file, "rb") as stream:
            start = max(0, place["offset"] - 65536)
            stream.seek(start)
            lines = stream.read(place["offset"] - start).splitlines()
        return bool(lines) and json.loads(lines[-1]).get("h") == place["h"]
    except (OSError, ValueError, AttributeError):
        return False
