"""Brings a database to this release's revision, also while others work on it.

On PostgreSQL one process migrates at a time, each migration is a transaction of its own, and none
waits long for a lock, because everybody else's queries would wait behind it (see ADR 0019).
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import schema
from storage.errors import MigrationBlocked

_ONE_AT_A_TIME: Final = 0x626C6574
"""Any fixed number: the advisory lock of whoever migrates."""
_LOCK_NOT_AVAILABLE: Final = "55P03"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a migration waits: in all for another process that migrates, and each time, in
    between pausing, for a lock on a table. Seconds."""

    turn_seconds: float = 1800.0
    lock_seconds: float = 2.0
    pauses: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0)
    look_seconds: float = 0.3


async def upgrade(
    engine: AsyncEngine, *, up_to: str | None = None, patience: Patience | None = None
) -> None:
    """Bring the schema to `up_to`, or the newest revision; safe to call from many processes.

    DatabaseTooNew, CopyUnfinished, or MigrationBlocked, in which case what was done is whole.
    """
    if engine.dialect.name == "sqlite":
        async with engine.begin() as connection:
            for revision in await connection.run_sync(schema.missing, up_to=up_to):
                await connection.run_sync(schema.migrate, revision)
        return
    async with engine.connect() as connection:
        if not await connection.run_sync(schema.missing, up_to=up_to):
            return
    await _one_at_a_time(engine, up_to, patience or Patience())


async def _one_at_a_time(engine: AsyncEngine, up_to: str | None, patience: Patience) -> None:
    async with engine.connect() as connection:
        try:
            await _take_turn(connection, patience)
            for revision in await connection.run_sync(schema.missing, up_to=up_to):
                await connection.rollback()  # each migration begins a transaction of its own
                await _migrate(connection, revision, patience)
        finally:
            # The lock and the time-out belong to the connection, and end with it.
            await connection.invalidate()


async def _take_turn(connection: AsyncConnection, patience: Patience) -> None:
    """Wait for the advisory lock by asking again: a query that waits would hold a snapshot, for
    which the other process's CREATE INDEX CONCURRENTLY waits in turn."""
    clock = asyncio.get_running_loop().time
    deadline = clock() + patience.turn_seconds
    has_said = False
    while not await _took_turn(connection):
        if clock() >= deadline:
            raise MigrationBlocked(
                f"another process has been migrating the database for {patience.turn_seconds:g} "
                "seconds: see pg_locks for who holds the advisory lock"
            )
        if not has_said:
            logger.info("another process migrates the database; waiting for it")
            has_said = True
        await asyncio.sleep(patience.look_seconds)


async def _took_turn(connection: AsyncConnection) -> bool:
    query = text("SELECT pg_try_advisory_lock(:key)")
    took = await connection.scalar(query, {"key": _ONE_AT_A_TIME})
    await connection.rollback()
    return bool(took)


async def _migrate(connection: AsyncConnection, revision: str, patience: Patience) -> None:
    milliseconds = int(patience.lock_seconds * 1000)
    await connection.execute(text(f"SET lock_timeout = {milliseconds}"))
    await connection.commit()
    for pause in (*patience.pauses, None):
        try:
            await connection.run_sync(schema.migrate, revision)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                raise
            await connection.rollback()
            if pause is None:
                raise MigrationBlocked(
                    f"revision {revision} could not lock a table within "
                    f"{patience.lock_seconds:g} seconds, {len(patience.pauses) + 1} times over: "
                    "pg_stat_activity shows which transaction stays open; nothing of this "
                    "revision was done, so start again when that one has ended"
                ) from error
            logger.warning("revision %s waits for a lock; again in %g s", revision, pause)
            await asyncio.sleep(pause)
        else:
            await connection.commit()
            return
