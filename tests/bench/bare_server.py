"""Peer (a): a bare aiohttp handler that does one durable SQLite insert per request.

No signature, no understanding, no dialogue: what the durable receipt of a webhook costs at least.
Run as `python -m tests.bench.bare_server PORT DATABASE`.
"""

from __future__ import annotations

import sqlite3
import sys
import time

import uvloop
from aiohttp import web

from tests.bench.webhook_client import PATH

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def application(path: str) -> web.Application:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE message (sid TEXT PRIMARY KEY, sender TEXT, body TEXT, at REAL)"
    )

    async def receive(request: web.Request) -> web.Response:
        form = await request.post()
        connection.execute(
            "INSERT INTO message VALUES (?, ?, ?, ?)",
            (form["MessageSid"], form["From"], form["Body"], time.time()),
        )
        return web.Response(text=EMPTY_TWIML, content_type="text/xml")

    app = web.Application()
    app.router.add_post(PATH, receive)
    return app


if __name__ == "__main__":
    uvloop.install()
    web.run_app(
        application(sys.argv[2]),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        access_log=None,
        print=None,
    )
