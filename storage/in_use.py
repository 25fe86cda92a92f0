"""Whether a service, or a command, has the database open besides whoever asks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from storage.database import Database, sqlite_file
from storage.keyring import Keyring
from storage.postgresql import APPLICATION_NAME

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = :ours AND pid <> pg_backend_pid()"
)


async def is_in_use(url: str, keyring: Keyring) -> bool:
    """Ask before anything of one's own is open; it connects once, and is gone again."""
    path = sqlite_file(url)
    if path is not None:
        return _is_file_in_use(path)
    database = Database.open(url, keyring)
    try:
        async with database.read() as uow:
            return bool(await uow.session.scalar(_OTHERS, {"ours": APPLICATION_NAME}))
    finally:
        await database.close()


def _is_file_in_use(path: Path) -> bool:
    where = f"{path.resolve().as_uri()}?mode=rw"
    try:
        with closing(
            sqlite3.connect(where, uri=True, timeout=0, isolation_level=None)
        ) as connection:
            leave_wal(connection)
    except sqlite3.OperationalError as error:
        return is_held(error)
    return False


def leave_wal(connection: sqlite3.Connection) -> None:
    """Raises OperationalError unless the connection is the only one; every process of ours has one
    open, which goes back into WAL when it opens."""
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def is_held(error: sqlite3.OperationalError) -> bool:
    """Whether it failed because somebody else has the database."""
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
