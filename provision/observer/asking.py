"""Asks PostgreSQL servers that may be frozen, cut off or gone."""
import select
import time

import psycopg2
from psycopg2 import extensions

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


extensions.set_wait_callback(wait)


class Asker:
    """One kept connection to one server, made anew after any trouble."""

    def __init__(self, host, database="postgres"):
        self.dsn = f"host={host} port=5432 user=ledger dbname={database} application_name=recorder"
        self.connection = None

    def ask(self, query, *values):
        """The rows of the answer; raises psycopg2.Error where there is none."""
        try:
            if self.connection is None:
                self.connection = psycopg2.connect(self.dsn)
                self.connection.autocommit = True
            with self.connection.cursor() as cursor:
                cursor.execute(query, values)
                return cursor.fetchall()
        except psycopg2.Error:
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            raise
