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
from storage.cancellation import seen_through
from storage.keyring import Keyring
from storage.sqlite_errors import as_sqlalchemys
from storage.sqlite_reader import SqliteReader
from storage.sqlite_writer import SqliteWriter
from storage.unit_of_work import UnitOfWork
from storage.write_lane import WriteLane
from storage.writing_session import WritingSession

_UNIT = "unit"
MOST_UNITS = 32
LONGEST_SECONDS = 0.05
"""A transaction takes in no more units than this, nor any once it has been open so long: the
first of them is waiting for the commit."""


@dataclass(slots=True)
class _Group:
    """The units of one transaction; those that have ended wait for the disk's answer."""

    began: float = field(default_factory=monotonic)
    units: int = 0
    waiting: list[asyncio.Future[None]] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return self.units >= MOST_UNITS or monotonic() - self.began > LONGEST_SECONDS

    def answer(self) -> asyncio.Future[None]:
        """Done once the disk has answered; of one unit alone, which may give up waiting."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append(future)
        return future

    def tell(self, error: BaseException | None = None) -> None:
        """The disk has answered."""
        for future in self.waiting:
            if future.done():
                continue  # whoever waited was cancelled
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)


class SqliteUnits:
    """Made once for each engine; the connection is opened by the first unit."""

    def __init__(self, engine: AsyncEngine, keyring: Keyring, *, busy_limit_seconds: float) -> None:
        self._engine = engine.execution_options(is_begun_by_hand=True)
        self._keyring = keyring
        self._busy_limit_seconds = busy_limit_seconds
        self._writer = SqliteWriter(engine.dialect)
        self._reader = SqliteReader(engine.dialect)
        self._lane = WriteLane()
        self._connection: AsyncConnection | None = None
        self._driver: Any = None
        self._group: _Group | None = None
        self._closing: asyncio.Task[None] | None = None
        self._lent: UnitOfWork | None = None

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[UnitOfWork]:
        """One unit of work: its changes are durable when this ends, and undone if it raises."""
        async with self._lane:
            group = await self._join()
            uow = self._lend()
            try:
                self._driver.execute(f"SAVEPOINT {_UNIT}")
                yield uow
                await _finish(uow.session)
                self._driver.execute(f"RELEASE {_UNIT}")
            except BaseException as error:
                await self._undo(uow.session, group, error)
                raise
            answer = group.answer()
            self._ask_to_close()
        await answer

    def take_statements_of(self, other: SqliteUnits) -> None:
        """What `other`, of the same engine, has finished need not be finished again."""
        self._writer, self._reader = other._writer, other._reader

    async def close(self) -> None:
        """Commit what is open and close the connection."""
        async with self._lane:
            await self._commit()
            await self._disconnect()

    def _lend(self) -> UnitOfWork:
        """The connection's session, emptied by the unit before; a new one after a failure."""
        if self._lent is None:
            session = AsyncSession(
                self._connection,
                join_transaction_mode="create_savepoint",
                expire_on_commit=False,
                sync_session_class=WritingSession,
                writer=self._writer,
                reader=self._reader,
                driver=self._driver,
            )
            self._lent = UnitOfWork(session, self._keyring)
        return self._lent

    async def _join(self) -> _Group:
        """The open transaction, or a new one; DatabaseBusy if another process will not let go."""
        if self._group is not None and self._group.is_full:
            await self._commit()
        if self._group is None:
            await self._connect()
            await sqlite_dialect.begin_immediate(self._driver, self._busy_limit_seconds)
            self._group = _Group()
        self._group.units += 1
        return self._group

    async def _connect(self) -> None:
        if self._connection is None:
            self._connection = await self._engine.connect()
            await self._connection.begin()  # for SQLAlchemy's eyes: ours are the BEGINs
            raw = await self._connection.get_raw_connection()
            self._driver = raw.driver_connection
            sqlite_dialect.let_driver_wait(self._driver, milliseconds=0)

    async def _disconnect(self) -> None:
        self._lent = None
        connection, self._connection = self._connection, None
        if connection is not None:
            sqlite_dialect.let_driver_wait(self._driver)
            self._driver = None
            await connection.close()

    async def _undo(self, session: AsyncSession, group: _Group, error: BaseException) -> None:
        """Go back to the unit's savepoint; but SQLite itself may have undone everything, as it
        does when the disk is full."""
        self._lent = None
        if self._driver.in_transaction:
            await session.close()
            self._driver.execute(f"ROLLBACK TO {_UNIT}")
            self._driver.execute(f"RELEASE {_UNIT}")
            self._ask_to_close()
            return
        self._group = None
        group.tell(error)
        await self._disconnect()

    def _ask_to_close(self) -> None:
        """Have the transaction committed behind those who stand in line now; once is enough."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close_in_turn())

    async def _close_in_turn(self) -> None:
        """Commit when those who are waiting now have had their turn."""
        async with self._lane:
            self._closing = None
            await self._commit()

    async def _commit(self) -> None:
        """By a task that nobody cancels: all of the group wait for what it tells them."""
        group, self._group = self._group, None
        if group is not None:
            await seen_through(asyncio.create_task(self._commit_for(group)))

    async def _commit_for(self, group: _Group) -> None:
        try:
            await sqlite_dialect.in_thread(self._driver.commit)
        except sqlite3.Error as error:
            self._driver.rollback()
            group.tell(as_sqlalchemys(error, "COMMIT"))
        else:
            group.tell()


async def _finish(session: AsyncSession) -> None:
    """Send what is left; by way of SQLAlchemy only where it has a savepoint of its own."""
    writing = session.sync_session
    assert isinstance(writing, WritingSession)
    if writing.is_by_hand:
        writing.flush()
        writing.close()
    else:
        await session.commit()
        await session.close()
