"""Asks every PostgreSQL server, four times a second, whether it takes writes.

What a cluster manager believes lies in its own store, and a server that is cut off from the store tells nobody there.
Two servers that take writes at once are seen only by whoever asks the servers themselves.

One line of the journal (journal.py) for each change: what=server, name, and
  writes   true; false: a standby; null: no answer, be it dead, cut off or on its way up
The moments are chosen so that they prove something: a server begins to take writes when its first such answer has
come, and ends when the last one was asked for.
"""
import select
import threading
import time

import psycopg2
from psycopg2 import extensions

from journal import now

EVERY = 0.25  # seconds
PATIENCE = 2.0  # seconds; a machine that is frozen or cut off does not even refuse


def wait(connection):
    """psycopg2 waits for ever where nobody answers; this gives up."""
    deadline = time.monotonic() + PATIENCE
    while (state := connection.poll()) != extensions.POLL_OK:
        left = deadline - time.monotonic()
        if left <= 0:
            raise psycopg2.OperationalError("no answer")
        read, write = ([connection.fileno()], []) if state == extensions.POLL_READ else ([], [connection.fileno()])
        select.select(read, write, [], left)


class Server(threading.Thread):
    def __init__(self, name, host, record):
        super().__init__(daemon=True)
        self.server = name
        self.dsn = f"host={host} port=5432 user=ledger dbname=postgres application_name=recorder"
        self.record = record
        self.connection = None

    def run(self):
        # What was said before this program last ended proves nothing about the time in between.
        self.record.server(self.server, None, now())
        last = None  # when the last answer "I take writes" was asked for
        while True:
            asked = now()
            writes = self.ask()
            self.record.server(self.server, writes, last if last and not writes else now())
            last = asked if writes else None
            time.sleep(EVERY)

    def ask(self):
        try:
            if self.connection is None:
                self.connection = psycopg2.connect(self.dsn)
                self.connection.autocommit = True
            with self.connection.cursor() as cursor:
                cursor.execute("SELECT NOT pg_is_in_recovery()")
                return cursor.fetchone()[0]
        except psycopg2.Error:
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return None


def watch(servers, record):
    """Starts to ask; servers as name=host."""
    extensions.set_wait_callback(wait)
    for name, host in (server.split("=", 1) for server in servers):
        Server(name, host, record).start()
