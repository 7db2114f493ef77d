#!/usr/bin/env python3
"""Answers over HTTP what the PostgreSQL server of this machine is, for load balancers.

  /primary  200 where it takes writes and no peer is a primary that came after it, else 503
  /replica  200 where it follows and its WAL receiver streams, else 503
  /status   {"primary", "streaming", "timeline"}; primary is null where the server does not answer

Nothing is remembered between two questions: what was true a second ago may be wrong now. Every question is put to the
server, and where it says that it is a primary, to the peers as well. A promotion begins a new timeline, so of two
primaries the one with the higher timeline is the newer; with equal timelines nobody can tell, and both step back.
"""
import http.client
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg2

PORT = 8008
PATIENCE = 0.7  # s for one peer; HAProxy waits two for the whole answer

QUESTION = """
SELECT NOT pg_is_in_recovery(),
       coalesce((SELECT status = 'streaming' FROM pg_stat_wal_receiver), false),
       CASE WHEN pg_is_in_recovery() THEN (SELECT received_tli FROM pg_stat_wal_receiver)
            ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int END
"""


def own_state():
    """What the server of this machine says of itself."""
    try:
        connection = psycopg2.connect(
            "host=/var/run/postgresql dbname=postgres application_name=role-health connect_timeout=2",
            options="-c statement_timeout=1s",
        )
        try:
            with connection.cursor() as cursor:
                cursor.execute(QUESTION)
                primary, streaming, timeline = cursor.fetchone()
        finally:
            connection.close()
    except psycopg2.Error:
        return {"primary": None, "streaming": False, "timeline": None}
    return {"primary": primary, "streaming": streaming, "timeline": timeline}


def peer_state(address):
    """What a peer says of itself; None where it does not answer, which proves nothing."""
    connection = http.client.HTTPConnection(address, PORT, timeout=PATIENCE)
    try:
        connection.request("GET", "/status")
        state = json.loads(connection.getresponse().read(1000))
        return state if isinstance(state, dict) else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()


def rivals(timeline, peers):
    """Peers that are primaries on the same timeline or a later one."""
    if not peers:
        return []
    with ThreadPoolExecutor(len(peers)) as pool:
        states = list(pool.map(peer_state, peers))
    return [
        peer
        for peer, state in zip(peers, states)
        if state and state.get("primary") is True and (state.get("timeline") or 0) >= timeline
    ]


class Handler(BaseHTTPRequestHandler):
    settings = {}

    def do_GET(self):
        path = self.path.split("?")[0]
        own = own_state()
        if path == "/status":
            return self.answer(200, own)
        if path == "/replica":
            return self.answer(200 if own["primary"] is False and own["streaming"] else 503, own)
        if path == "/primary":
            found = rivals(own["timeline"], self.settings["peers"]) if own["primary"] and self.settings["guard"] else []
            return self.answer(200 if own["primary"] and not found else 503, {**own, "rivals": found})
        return self.answer(404, {})

    do_OPTIONS = do_HEAD = do_GET

    def answer(self, code, body):
        text = json.dumps(body).encode() + b"\n"
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def log_message(self, *_):
        """A line for every question of HAProxy would drown the journal."""


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        Handler.settings = json.load(file)
    ThreadingHTTPServer(("", PORT), Handler).serve_forever()


if __name__ == "__main__":
    main()
