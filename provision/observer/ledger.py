#!/usr/bin/env python3
"""Writes numbered rows through the clients' entry point and records which were acknowledged: one every 400 ms, and every
200 ms while a row is refused or waits for its answer.

One line of the journal (journal.py) for each row, `at` and `t` being the moment it was sent:
  n    number of the row, never used twice; absent where no connection was free to send one
  ms   how long the answer took
  ok   true: the commit was acknowledged. false: it was not; the row may or may not be there
  why  what went wrong, where something did

A connection that hangs does not hold up the next row: every row has a connection that is free at that moment.
So the first acknowledged row after an outage comes at most 200 ms after writing became possible. In quiet times rows are
rarer: every row wakes every server of the cluster, and that is most of what an idle lab costs beside its etcd.
"""
import argparse
import threading
import time

import psycopg2

from journal import Journal, now, tail

QUIET, TROUBLED = 0.4, 0.2  # seconds between two rows
MAX_CONNECTIONS = 12


class Writer:
    """One connection, made anew after any trouble."""

    def __init__(self, dsn):
        self.dsn = dsn
        self.connection = None

    def insert(self, n):
        if self.connection is None:
            # A server that stops half-way must not keep a row waiting for minutes.
            self.connection = psycopg2.connect(
                self.dsn, connect_timeout=2, application_name="ledger", options="-c statement_timeout=5s"
            )
            self.connection.autocommit = True
        with self.connection.cursor() as cursor:
            cursor.execute("INSERT INTO ledger.entry (n) VALUES (%s)", (n,))

    def highest(self):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(n), 0) FROM ledger.entry")
            return cursor.fetchone()[0]

    def drop(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


class Ledger:
    def __init__(self, dsn, journal):
        self.dsn = dsn
        self.journal = journal
        self.next = 1 + max((entry.get("n", 0) for _, entry in tail(journal.path, 65536)), default=0)
        self.lock = threading.Lock()
        self.idle = []  # the one used last is taken first, so in quiet times one connection does all the work
        self.busy = 0
        self.acknowledged = True  # the row that was answered last

    def tick(self):
        with self.lock:
            if self.busy >= MAX_CONNECTIONS:
                # Said all the same: a silent ledger could not be told from a dead one.
                return self.journal.write(ok=False, why="every connection hangs")
            writer = self.idle.pop() if self.idle else Writer(self.dsn)
            n = self.next
            self.next += 1
            self.busy += 1
        threading.Thread(target=self.attempt, args=(writer, n), daemon=True).start()

    def interval(self):
        with self.lock:
            # One row has only just been sent; a second one without an answer has been waiting since the last beat.
            return QUIET if self.acknowledged and self.busy <= 1 else TROUBLED

    def attempt(self, writer, n):
        sent, began = now(), time.monotonic()
        outcome = {"ok": True}
        try:
            writer.insert(n)
        except psycopg2.errors.UniqueViolation:
            # The file is younger than the table: go on behind the highest row.
            outcome = {"ok": False, "why": "number taken"}
            with self.lock:
                self.next = max(self.next, writer.highest() + 1)
        except psycopg2.Error as error:
            writer.drop()
            outcome = {"ok": False, "why": (str(error).strip().splitlines() or ["no reason given"])[0][:200]}
        took = round((time.monotonic() - began) * 1000, 1)
        self.journal.write(**sent, n=n, ms=took, **outcome)
        with self.lock:
            self.busy -= 1
            self.acknowledged = outcome["ok"]
            self.idle.append(writer)
            spare = [self.idle.pop(0)] if len(self.idle) > 2 else []
        for writer in spare:
            writer.drop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dsn", required=True)
    parser.add_argument("--file", required=True)
    arguments = parser.parse_args()
    ledger = Ledger(arguments.dsn, Journal(arguments.file))
    due = time.monotonic()
    while True:
        ledger.tick()
        # Kept to a fixed beat; a machine that was frozen goes on from now and does not catch up.
        due = max(due + ledger.interval(), time.monotonic())
        time.sleep(max(0, due - time.monotonic()))


if __name__ == "__main__":
    main()
