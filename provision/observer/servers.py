"""Asks every PostgreSQL server of the cluster, twice a second, whether it takes writes.

What a cluster manager believes lies in its own store, and a server that is cut off from the store tells nobody there.
Two servers that take writes at once are seen only by whoever asks the servers themselves.

One event for each change: what=server, name, and
  writes   true; false: a standby; null: no answer, be it dead, cut off or on its way up
The moments are chosen so that they prove something: a server begins to take writes when its first such answer has
come, and ends when the last one was asked for.
"""
import threading
import time

import psycopg2

from asking import Asker
from journal import now

EVERY = 0.5  # seconds


class Server(threading.Thread):
    def __init__(self, machine, record):
        super().__init__(daemon=True)
        self.server = machine["name"]
        self.asker = Asker(machine["address"])
        self.record = record

    def run(self):
        # What was said before this program last ended proves nothing about the time in between.
        self.note(None, now())
        last = None  # when the last answer "I take writes" was asked for
        while True:
            asked = now()
            writes = self.ask()
            self.note(writes, last if last and not writes else now())
            last = asked if writes else None
            time.sleep(EVERY)

    def note(self, writes, moment):
        self.record.note(**moment, what="server", name=self.server, writes=writes)

    def ask(self):
        try:
            return self.asker.ask("SELECT NOT pg_is_in_recovery()")[0][0]
        except psycopg2.Error:
            return None


def watch(lab, record):
    for machine in lab["machines"]:
        if "member" in machine["offers"]:
            Server(machine, record).start()
