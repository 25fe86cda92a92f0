"""Every status that a message ever had, written down by the database itself as it changes.

Who looks between two steps sees where a text has got to, but not that it was somewhere else
meanwhile: sent, then being sent again, then sent.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

from storage.database import Database
from storage.unit_of_work import UnitOfWork

_TABLE: Final = "CREATE TABLE watched_status (message_id VARCHAR, old VARCHAR, new VARCHAR)"
_KEEP: Final = "INSERT INTO watched_status VALUES (NEW.id, OLD.status, NEW.status);"
_ON_SQLITE: Final = (
    _TABLE,
    "CREATE TRIGGER watch_status AFTER UPDATE OF status ON message "
    f"WHEN OLD.status <> NEW.status BEGIN {_KEEP} END",
)
_ON_POSTGRESQL: Final = (
    _TABLE,
    "CREATE FUNCTION watch_status() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {_KEEP} RETURN NEW; END $$",
    "CREATE TRIGGER watch_status AFTER UPDATE OF status ON message FOR EACH ROW "
    "WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION watch_status()",
)
_NO_MORE: Final = (
    "DROP TRIGGER IF EXISTS watch_status ON message",
    "DROP FUNCTION IF EXISTS watch_status",
    "DROP TABLE IF EXISTS watched_status",
)


async def watch(db: Database) -> None:
    """From now on."""
    await _say(db, _ON_SQLITE if db.is_sqlite else _ON_POSTGRESQL)


async def watch_no_more(db: Database) -> None:
    """Leave a database of PostgreSQL as it was lent; a file is thrown away."""
    if not db.is_sqlite:
        await _say(db, _NO_MORE)


async def changes(uow: UnitOfWork) -> list[tuple[str, str, str]]:
    """Of each change: the message, its status before, its status after."""
    rows = await uow.session.execute(text("SELECT message_id, old, new FROM watched_status"))
    return [(message_id, old, new) for message_id, old, new in rows]


async def _say(db: Database, statements: tuple[str, ...]) -> None:
    def say(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    async with db.engine.begin() as connection:
        await connection.run_sync(say)
