#!/usr/bin/env python3
"""A proxy that answers for the hosts in /srv/internet and for nobody else: the machine has no other way out.

Every request is noted in /var/log/internet.log as "STATUS https://host/path". /etc/mirror-trouble.json may hold
{"package": PART, "list": PART}: paths with the first part are missing until the list has been asked for twice.
"""
import json
import shutil
import socket
import ssl
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PLACE = Path("/srv/internet")
TROUBLE = Path("/etc/mirror-trouble.json")
trouble = json.loads(TROUBLE.read_text()) if TROUBLE.exists() else None
asked = Counter()
lock = threading.Lock()
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain("/etc/internet.crt", "/etc/internet.key")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_CONNECT(self):
        self.host = self.path.split(":")[0]
        if not (PLACE / self.host).is_dir():
            return self.send_error(502, "no such host in this rehearsal")
        self.send_response(200)
        self.end_headers()
        self.connection = tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb", self.rbufsize), self.connection.makefile("wb", 0)
        self.close_connection = False

    def do_GET(self):
        path = self.path.split("?")[0]
        file = (PLACE / self.host / path.lstrip("/")).resolve()
        if self.is_missing(path) or not file.is_file() or PLACE not in file.parents:
            return self.answer(404, 0)
        self.answer(200, file.stat().st_size)
        with file.open("rb") as content:
            shutil.copyfileobj(content, self.wfile)

    def answer(self, status, length):
        with lock, open("/var/log/internet.log", "a") as log:
            log.write(f"{status} https://{self.host}{self.path}\n")
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def is_missing(self, path):
        if not trouble:
            return False
        asked["list"] += trouble["list"] in path and path.endswith("/repomd.xml")
        return trouble["package"] in path and asked["list"] < 2

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    """Serves the socket that systemd holds: nobody can come too early."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = socket.socket(fileno=3)


Server().serve_forever()
