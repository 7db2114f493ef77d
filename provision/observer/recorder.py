#!/usr/bin/env python3
"""Records every change of the cluster's state.

It knows no cluster manager. Every module in sources/ watches what it understands, in threads of its own:
`watch(lab, record)` starts that, where lab is {"id", "machines": [{"name", "address", "offers"}]} and record is where
it goes (record.py). One line of the journal (journal.py) for each change: `what`, and what belongs to it:
  leader   name (null while nobody leads), before; how: what a change of leader is taken for until a cause is told
  cause    name, how: why that member became the leader: switchover, manual, automatic
  member   name, role, state, timeline, …; gone: true for a member that is not there
  server   name, writes: whether that server takes writes, as it says itself (sources/servers.py)
  config   value: settings of the whole cluster; `pause` while failover is turned off
  alive    nothing but that the recorder was there; written every few seconds
and whatever else a source finds worth keeping; see there.
"""
import argparse
import importlib.util
import json
import pathlib
import time

from record import Record

ALIVE_EVERY = 3  # seconds


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", type=pathlib.Path, required=True)
    parser.add_argument("--file", required=True)
    parser.add_argument("--sources", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    lab = json.loads(arguments.lab.read_text(encoding="utf-8"))
    record = Record(arguments.file)
    for path in sorted(arguments.sources.glob("*.py")):
        load(path).watch(lab, record)
    while True:
        record.tell(what="alive")
        time.sleep(ALIVE_EVERY)


if __name__ == "__main__":
    main()
