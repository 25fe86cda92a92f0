"""What every test may ask for: a database of each kind, a keyring, a clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot.clock import ManualClock
from storage.database import Database
from storage.keyring import Keyring
from tests.support import databases
from tests.support.by_turns import kinds_for
from tests.support.databases import SECRET
from tests.support.lacking import lacks
from tests.support.lent_databases import LentDatabases
from tests.support.lent_files import LentFiles
from tests.support.opened_before import OpenedBefore

settings.register_profile("blether", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("blether")


@pytest.fixture
def keyring() -> Keyring:
    return Keyring.from_secret(SECRET)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, 10, tzinfo=UTC))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")
    return databases.make_sqlite_template(folder, Keyring.from_secret(SECRET))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[databases.PostgresServer]:
    try:
        with databases.postgres_server(Keyring.from_secret(SECRET)) as server:
            yield server
    except databases.NoPostgreSQL as reason:
        lacks("postgresql", f"no PostgreSQL: {reason}")


@pytest.fixture(scope="session")
def lent_files(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> LentFiles:
    return LentFiles(template=sqlite_template, folder=tmp_path_factory.mktemp("lent"))


@pytest.fixture
def sqlite_url(lent_files: LentFiles) -> Iterator[str]:
    url = lent_files.lend()
    yield url
    lent_files.take_back(url)


@pytest.fixture(scope="session")
def lent_databases(postgres_server: databases.PostgresServer) -> LentDatabases:
    return LentDatabases(postgres_server)


@pytest.fixture
def postgres_url(lent_databases: LentDatabases) -> Iterator[str]:
    url = lent_databases.lend()
    yield url
    lent_databases.take_back(url)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        test = metafunc.definition
        kinds = kinds_for(test.path, metafunc.function.__qualname__)
        metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture(scope="session")
def opened_before() -> OpenedBefore:
    return OpenedBefore()


@pytest.fixture
async def database(
    database_url: str, keyring: Keyring, opened_before: OpenedBefore
) -> AsyncIterator[Database]:
    """A migrated, empty database; a test that asks for it runs on both kinds, or on one of them
    by turns: `tests/support/by_turns.py` says which."""
    opened = opened_before.open(database_url, keyring)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(
    sqlite_url: str, keyring: Keyring, opened_before: OpenedBefore
) -> AsyncIterator[Database]:
    opened = opened_before.open(sqlite_url, keyring)
    yield opened
    await opened.close()
