"""SQLite's writing units: one connection, one unit at a time, and several to a commit.

The disk's answer to a commit is what a unit waits for longest, and one answer can serve all who
stand in line. So units are savepoints of one transaction, which is committed when those who were
waiting have had their turn. No unit ends before the commit that holds it has been answered.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from storage import sqlite_dialect
from storage.sqlite_errors import as_sqlalchemys
from storage.sqlite_reader import SqliteReader
from storage.sqlite_writer import SqliteWriter
from storage.write_lane import WriteLane
from storage.writing_session import WritingSession

MOST_UNITS = 32
LONGEST_SECONDS = 0.05
"""A transaction takes in no more units than this, nor any once it has been open so long: the
first of them is waiting for the commit."""


@dataclass(slots=True)
class _Group:
    """The units of one transaction; `committed` is done once the disk has answered."""

    committed: asyncio.Future[None]
    began: float = field(default_factory=monotonic)
    units: int = 0

    @property
    def is_full(self) -> bool:
        return self.units >= MOST_UNITS or monotonic() - self.began > LONGEST_SECONDS

    def fail(self, error: BaseException) -> None:
        self.committed.set_exception(error)
        self.committed.exception()  # nobody may be waiting, and that is no news to the loop


class SqliteUnits:
    """Made once for each engine; the connection is opened by the first unit."""

    def __init__(self, engine: AsyncEngine, *, busy_limit_seconds: float) -> None:
        self._engine = engine.execution_options(is_begun_by_hand=True)
        self._busy_limit_seconds = busy_limit_seconds
        self._writer = SqliteWriter(engine.dialect)
        self._reader = SqliteReader(engine.dialect)
        self._lane = WriteLane()
        self._connection: AsyncConnection | None = None
        self._driver: Any = None
        self._group: _Group | None = None
        self._closing: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[AsyncSession]:
        """A session whose changes are durable when this ends, and undone if it raises."""
        async with self._lane.turn():
            group = await self._join()
            async with self._undone_if_it_raises(group), self._session() as session:
                yield session
                await session.commit()
            self._ask_to_close()
        await asyncio.shield(group.committed)

    async def close(self) -> None:
        """Commit what is open and close the connection."""
        async with self._lane.turn():
            await self._commit()
            await self._disconnect()

    def _session(self) -> AsyncSession:
        return AsyncSession(
            self._connection,
            join_transaction_mode="create_savepoint",
            expire_on_commit=False,
            sync_session_class=WritingSession,
            writer=self._writer,
            reader=self._reader,
        )

    async def _join(self) -> _Group:
        """The open transaction, or a new one; DatabaseBusy if another process will not let go."""
        if self._group is not None and self._group.is_full:
            await self._commit()
        if self._group is None:
            await self._connect()
            await sqlite_dialect.begin_immediate(self._driver, self._busy_limit_seconds)
            self._group = _Group(asyncio.get_running_loop().create_future())
        self._group.units += 1
        return self._group

    async def _connect(self) -> None:
        if self._connection is None:
            self._connection = await self._engine.connect()
            await self._connection.begin()  # for SQLAlchemy's eyes: ours are the BEGINs
            raw = await self._connection.get_raw_connection()
            self._driver = raw.driver_connection

    async def _disconnect(self) -> None:
        connection, self._connection, self._driver = self._connection, None, None
        if connection is not None:
            await connection.close()

    @asynccontextmanager
    async def _undone_if_it_raises(self, group: _Group) -> AsyncIterator[None]:
        """The session goes back to its savepoint; but SQLite itself may have undone everything,
        as it does when the disk is full."""
        try:
            yield
        except BaseException as error:
            if not self._driver.in_transaction:
                self._group = None
                group.fail(error)
                await self._disconnect()
            else:
                self._ask_to_close()
            raise

    def _ask_to_close(self) -> None:
        """Have the transaction committed behind those who stand in line now; once is enough."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close_in_turn())

    async def _close_in_turn(self) -> None:
        """Commit when those who are waiting now have had their turn."""
        async with self._lane.turn():
            self._closing = None
            await self._commit()

    async def _commit(self) -> None:
        group, self._group = self._group, None
        if group is None:
            return
        try:
            await sqlite_dialect.in_thread(self._driver.commit)
        except sqlite3.Error as error:
            self._driver.rollback()
            group.fail(as_sqlalchemys(error, "COMMIT"))
        else:
            group.committed.set_result(None)
