"""The database: engine, units of work, migration, health and backup."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import URL, event
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from storage import migrating, postgresql, schema, sqlite_dialect
from storage.address import address_of
from storage.cancellation import kept_cancelled
from storage.errors import (
    UNREACHABLE,
    DatabaseBusy,
    ReadOnlyUnit,
    SecretUnknown,
    StorageError,
)
from storage.keyring import Keyring
from storage.migrating import Patience
from storage.nul import without_escaped_nul
from storage.postgresql import Room
from storage.sealed_places import newest_sealed
from storage.silence import not_in_silence
from storage.sqlite_units import SqliteUnits
from storage.types import give_keyring
from storage.unit_of_work import UnitOfWork
from storage.writing_session import WritingSession


class _ReadingSession(Session):
    def _flush(self, objects: Any = None) -> None:
        raise ReadOnlyUnit("a reading unit has changes; open it with Database.begin")


class Database:
    """Opened once by the app; hands out units of work."""

    def __init__(
        self,
        engine: AsyncEngine,
        keyring: Keyring,
        *,
        busy_limit_seconds: float = 10.0,
        silent_seconds: float = 30.0,
    ) -> None:
        self.engine = engine
        self.keyring = keyring
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._sqlite = (
            SqliteUnits(engine, keyring, busy_limit_seconds=busy_limit_seconds)
            if self.is_sqlite
            else None
        )
        self._writing = engine.execution_options(
            is_write=True, busy_limit_seconds=busy_limit_seconds
        )
        self._reading = engine if self.is_sqlite else _snapshot(engine)
        self._busy_limit_seconds = busy_limit_seconds
        self._silent_seconds = silent_seconds

    @classmethod
    def open(
        cls,
        url: str,
        keyring: Keyring,
        *,
        pool_size: int = 10,
        max_overflow: int = 10,
        wait_seconds: float = 5.0,
        silent_seconds: float = 30.0,
    ) -> Database:
        """Make the engine; connects only when first used. Accepts plain `sqlite://` and
        `postgresql://` too, and holds at most `pool_size + max_overflow` connections to the
        latter; who finds none free in `wait_seconds`, or has no answer in `silent_seconds`, is
        told DatabaseBusy."""
        address = address_of(url)
        if address.get_backend_name() == "sqlite":
            engine = _sqlite_engine(address, pool_size=pool_size)
        else:
            engine = postgresql.make_engine(
                address,
                pool_size=pool_size,
                max_overflow=max_overflow,
                wait_seconds=wait_seconds,
                **_COMMON,
            )
        give_keyring(engine.dialect, keyring)
        return cls(engine, keyring, silent_seconds=silent_seconds)

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A writing unit: commits at a clean end, rolls back at any exception."""
        return self._sqlite.unit() if self._sqlite is not None else self._begin()

    @asynccontextmanager
    async def _begin(self) -> AsyncIterator[UnitOfWork]:
        with kept_cancelled(), _said_plainly():
            async with (
                self._not_in_silence(),
                AsyncSession(
                    self._writing, expire_on_commit=False, sync_session_class=WritingSession
                ) as session,
            ):
                yield UnitOfWork(session, self.keyring)
                await session.commit()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[UnitOfWork]:
        """A reading unit: one consistent snapshot, never commits, refuses changes."""
        with kept_cancelled(), _said_plainly():
            async with (
                self._not_in_silence(),
                AsyncSession(
                    self._reading, expire_on_commit=False, sync_session_class=_ReadingSession
                ) as session,
            ):
                yield UnitOfWork(session, self.keyring)

    def _not_in_silence(self) -> AbstractAsyncContextManager[None]:
        return nullcontext() if self.is_sqlite else not_in_silence(self._silent_seconds)

    async def upgrade(self, *, up_to: str | None = None, patience: Patience | None = None) -> None:
        """Bring the schema to this release's (or `up_to`); raises as `migrating.upgrade`."""
        await migrating.upgrade(self._writing, up_to=up_to, patience=patience)

    async def refuse_unknown(self) -> None:
        """DatabaseTooNew if a newer release was here, CopyUnfinished if a copy broke off."""
        async with self.engine.connect() as connection:
            await connection.run_sync(schema.missing)

    async def is_empty(self) -> bool:
        """Whether no release has ever migrated it."""
        async with self.engine.connect() as connection:
            return await connection.run_sync(schema.current_revision) is None

    async def refuse_unknown_secret(self) -> bool:
        """SecretUnknown if the newest row of some table is sealed with a secret not ours: served
        all the same, nobody would be known, and every text wait. Whether anything was sealed."""
        async with self.engine.connect() as connection:
            newest = await connection.run_sync(newest_sealed)
        length = len(self.keyring.newest_header)
        headers = {bytes(one)[:length] for one in newest}
        if not all(self.keyring.holds(header) for header in headers):
            raise SecretUnknown
        return bool(headers)

    async def check(self, *, thorough: bool = False, is_at_work: bool = False) -> str | None:
        """What is wrong, in a sentence, or None: reachable, at our revision, and if `thorough`
        whole (SQLite reads every page).

        A process that `is_at_work` already may stay so while a newer release migrates.
        """
        try:
            async with self.engine.connect() as connection:
                if is_at_work and await connection.run_sync(schema.is_newer):
                    return None
                problem = await connection.run_sync(schema.problem)
                if problem is None and thorough and self.is_sqlite:
                    problem = await connection.run_sync(sqlite_dialect.damage)
                return problem
        except StorageError as error:
            return str(error)
        except UNREACHABLE as error:
            return f"the database cannot be reached ({type(error).__name__})"

    async def room(self) -> Room | None:
        """How many connections the server lets in; None on SQLite, which counts none."""
        if self.is_sqlite:
            return None
        async with self.engine.connect() as connection:
            return await connection.run_sync(postgresql.room)

    async def backup(self, path: Path) -> None:
        """Write a consistent copy while others go on writing (SQLite); never over a file."""
        if not self.is_sqlite:
            raise StorageError("PostgreSQL is backed up with pg_dump")
        await asyncio.to_thread(sqlite_dialect.copy, Path(self.engine.url.database or ""), path)

    async def forget_traces(self) -> None:
        """After an erasure: leave none of it in SQLite's log; PostgreSQL vacuums by itself."""
        if self.is_sqlite:
            await asyncio.to_thread(
                sqlite_dialect.forget_traces, Path(self.engine.url.database or "")
            )

    async def close(self) -> None:
        """Close every connection."""
        if self._sqlite is not None:
            await self._sqlite.close()
        await self.engine.dispose()

    def opened_anew(self) -> Database:
        """Once this one is closed: as `open`, but that all statements are compiled already, which
        takes longer than to open a file."""
        opened = Database(
            self.engine,
            self.keyring,
            busy_limit_seconds=self._busy_limit_seconds,
            silent_seconds=self._silent_seconds,
        )
        if opened._sqlite is not None and self._sqlite is not None:
            opened._sqlite.take_statements_of(self._sqlite)
        return opened


def sqlite_file(url: str) -> Path | None:
    """Where a SQLite database is; None if it is PostgreSQL."""
    address = address_of(url)
    if address.get_backend_name() != "sqlite":
        return None
    if not address.database or address.database == ":memory:":
        raise StorageError("DATABASE_URL names no file")
    return Path(address.database)


def _sqlite_engine(address: URL, *, pool_size: int) -> AsyncEngine:
    sqlite_dialect.register()
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        address.set(drivername="sqlite+inloop"),
        connect_args={"check_same_thread": False, "factory": sqlite_dialect.InLoopConnection},
        pool_size=pool_size,
        max_overflow=-1,
        pool_use_lifo=True,  # the connection used last has the newest pages in its own cache
        **_COMMON,
    )
    event.listen(engine.sync_engine, "begin", sqlite_dialect.begin)
    return engine


@contextmanager
def _said_plainly() -> Iterator[None]:
    """When every connection of this process is in use, and stays so."""
    try:
        yield
    except NoConnectionFree as error:
        raise DatabaseBusy(
            "every connection to the database that this process may have (database.pool_size + "
            "database.max_overflow) was in use for database.wait_seconds"
        ) from error


def _snapshot(engine: AsyncEngine) -> AsyncEngine:
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _dump_json(value: Any) -> str:
    return without_escaped_nul(orjson.dumps(value).decode())


# hide_parameters: an error message of SQLAlchemy would otherwise quote what a patient wrote.
_COMMON: dict[str, Any] = {
    "hide_parameters": True,
    "json_serializer": _dump_json,
    "json_deserializer": orjson.loads,
}
