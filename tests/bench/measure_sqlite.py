"""Compare SQLite through aiosqlite's thread with SQLite in the loop.

`python -m tests.bench.measure_sqlite`

A unit is like a turn: one joined read, five inserted rows, one update, one commit.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine

from storage import sqlite_dialect
from storage.database import Database
from storage.keyring import Keyring
from storage.models import Conversation
from storage.sqlite_dialect import InLoopDialect
from storage.types import give_keyring
from tests import builders

UNITS = 400


class CommitInLoop(InLoopDialect):
    """The same, with the disk waited for in the loop as well."""

    supports_statement_cache = True

    def do_commit(self, dbapi_connection: object) -> None:
        dbapi_connection.commit()  # type: ignore[attr-defined]


def through_a_thread(path: Path, keyring: Keyring) -> Database:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()  # type: ignore[attr-defined]

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

    give_keyring(engine.dialect, keyring)
    return Database(engine, keyring)


def in_the_loop(path: Path, keyring: Keyring) -> Database:
    return Database.open(f"sqlite:///{path}", keyring)


def commit_in_the_loop(path: Path, keyring: Keyring) -> Database:
    database = Database.open(f"sqlite:///{path}", keyring)
    database.engine.dialect.__class__ = CommitInLoop
    return database


async def one_unit(database: Database, conversation: Conversation) -> None:
    async with database.begin() as uow:
        thread = await uow.conversations.thread(conversation.patient_id)
        assert thread is not None
        _, live, _ = thread
        await builders.a_message(uow, conversation=live)
        reply = await builders.a_message(uow, conversation=live, direction="out")
        await builders.an_outbox_row(uow, message=reply)
        await builders.turn_events(uow, conversation=live)
        live.unread += 1


async def measure(name: str, database: Database) -> None:
    await database.upgrade()
    async with database.begin() as uow:
        conversation = await builders.a_conversation(uow)
        await builders.a_referral(uow, conversation=conversation)
    took = []
    for _ in range(UNITS):
        start = time.perf_counter()
        await one_unit(database, conversation)
        took.append((time.perf_counter() - start) * 1000)
    p95 = quantiles(took, n=20)[-1]
    sys.stdout.write(f"{name:22} p50 {median(took):5.2f} ms   p95 {p95:5.2f} ms\n")
    await database.close()


async def main() -> None:
    sqlite_dialect.register()
    keyring = Keyring.from_secret("bench")
    with tempfile.TemporaryDirectory() as folder:
        for kind in (through_a_thread, in_the_loop, commit_in_the_loop):
            path = Path(folder) / f"{kind.__name__}.db"
            await measure(kind.__name__, kind(path, keyring))


if __name__ == "__main__":
    asyncio.run(main())
