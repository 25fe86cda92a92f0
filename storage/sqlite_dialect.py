"""SQLite for the event loop: statements run in the loop's own thread (see ADR 0003)."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, DateTime, Pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_

from storage.cancellation import seen_through
from storage.errors import DatabaseBusy, DatabaseUnreachable, StorageError, is_not_writable
from storage.types import Processor, UtcTime

_BUSY_MILLISECONDS = 5000
_CHECKPOINT_MILLISECONDS = 500
_BUSY_PAUSE_SECONDS = 0.002
_LONGEST_PAUSE_SECONDS = 0.05


class _Cursor(sqlite3.Cursor):
    async def _async_soft_close(self) -> None:
        """SQLAlchemy awaits this after a plain SELECT; here no other thread is to be told."""


class InLoopConnection(sqlite3.Connection):
    """A connection whose cursors SQLAlchemy takes for asynchronous ones."""

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or _Cursor)


class _Moment(DATETIME):
    """A bare datetime in a statement, as in `coalesce(column, now)`: written as columns are.

    SQLAlchemy's own type leaves the zone out, and what it wrote was read as local time.
    """

    def bind_processor(self, dialect: Dialect) -> Processor:
        return UtcTime().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return UtcTime().result_processor(dialect, coltype)


class InLoopDialect(SQLiteDialect_pysqlite):
    """The standard library's driver, asynchronous only where SQLite really waits.

    A statement takes 20 to 100 µs, which is less than handing it to another thread. Only the
    commit, which waits for the disk, and the wait for another process's lock leave the loop.
    """

    driver = "inloop"
    is_async = True
    supports_statement_cache = True
    colspecs = {**SQLiteDialect_pysqlite.colspecs, DateTime: _Moment}  # noqa: RUF012

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        return AsyncAdaptedQueuePool

    def connect(self, *cargs: Any, **cparams: Any) -> Any:
        """A new connection, set up; DatabaseUnreachable where the file cannot be worked on."""
        try:
            connection = super().connect(*cargs, **cparams)
            _prepare(connection)
        except sqlite3.Error as error:
            if not is_not_writable(error):
                raise
            raise DatabaseUnreachable(
                f"{cargs[0]}: this database cannot be opened ({error}): it must be a file on a "
                "disk that is neither full nor read-only, and this user must be allowed to write "
                "to it and in its folder"
            ) from error
        return connection

    def do_commit(self, dbapi_connection: Any) -> None:
        if dbapi_connection.in_transaction:
            await_(in_thread(dbapi_connection.commit))

    def do_savepoint(self, connection: Connection, name: str) -> None:
        _driver(connection).execute(f"SAVEPOINT {name}").close()

    def do_release_savepoint(self, connection: Connection, name: str) -> None:
        _driver(connection).execute(f"RELEASE {name}").close()

    def do_rollback_to_savepoint(self, connection: Connection, name: str) -> None:
        _driver(connection).execute(f"ROLLBACK TO {name}").close()


def register() -> None:
    """Make `sqlite+inloop://` known to SQLAlchemy."""
    registry.register("sqlite.inloop", __name__, InLoopDialect.__name__)


def _prepare(dbapi_connection: Any) -> None:
    dbapi_connection.isolation_level = None  # the driver's own BEGINs would be deferred ones
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {_BUSY_MILLISECONDS}",
        "cache_size = -16000",
        "temp_store = MEMORY",
    ):
        dbapi_connection.execute(f"PRAGMA {pragma}").close()


def begin(connection: Connection) -> None:
    """Open the transaction that the unit of work asked for; DatabaseBusy after the limit."""
    options = connection.get_execution_options()
    if options.get("is_begun_by_hand"):
        return
    if options.get("is_write"):
        driver = connection.connection.dbapi_connection
        let_driver_wait(driver, milliseconds=0)
        try:
            await_(begin_immediate(driver, options["busy_limit_seconds"]))
        finally:
            let_driver_wait(driver)
    else:
        connection.exec_driver_sql("BEGIN")


def damage(connection: Connection) -> str | None:
    """What SQLite finds broken in the file, or None."""
    try:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    except DatabaseError as error:
        return f"the database file is damaged: {error.orig}"
    if found != ["ok"]:
        return f"the database file is damaged: {len(found)} faults"
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return f"{len(orphans)} rows refer to rows that are gone" if orphans else None


def copy(source: Path, target: Path) -> None:
    """A consistent copy by a connection of its own; blocks, so call it in a thread."""
    if target.exists():
        raise StorageError(f"{target} exists already")
    connection = sqlite3.connect(source, isolation_level=None)
    try:
        # Made before it is filled, so that nobody else on the machine can ever read it.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.Error as error:
            target.unlink()  # a half that looks like a backup is worse than none
            if is_not_writable(error):  # no fault of the database, which SQLite names
                raise StorageError(
                    f"the backup cannot be written to {target.parent} ({error})"
                ) from error
            raise
    finally:
        connection.close()


def forget_traces(path: Path) -> None:
    """Empty the log beside the file, where what was erased still stands; blocks, as above.

    While somebody reads, SQLite leaves what they need: then it goes with a later checkpoint.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # While it waits for readers nobody can write, so it must not wait long.
        connection.execute(f"PRAGMA busy_timeout = {_CHECKPOINT_MILLISECONDS}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def let_driver_wait(dbapi_connection: Any, *, milliseconds: int = _BUSY_MILLISECONDS) -> None:
    """How long the driver itself waits for a lock, and the loop with it."""
    dbapi_connection.execute(f"PRAGMA busy_timeout = {milliseconds}").close()


async def begin_immediate(dbapi_connection: Any, limit_seconds: float) -> None:
    """Take the write lock, letting the loop run while another process holds it.

    The driver must not wait by itself; see `let_driver_wait`.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + limit_seconds
    pause = _BUSY_PAUSE_SECONDS
    while not _took_lock(dbapi_connection):
        if clock() >= deadline:
            raise DatabaseBusy(f"another process wrote for more than {limit_seconds} seconds")
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)


def _driver(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


def _took_lock(dbapi_connection: Any) -> bool:
    try:
        dbapi_connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


async def in_thread(work: Any) -> None:
    """Run to the end even if cancelled: a connection must not be used by two threads."""
    await seen_through(asyncio.get_running_loop().run_in_executor(None, partial(work)))
