"""Who left a practice before their leaving was kept is found by what names them there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.keyring import Keyring
from tests.storage.test_additive import tables_of
from tests.support.databases import PostgresServer
from tests.support.one_of_each import fill, id_of

# As in test_additive: an index on an expression cannot be read back.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Skipped unsupported reflection of expression-based index"
)

BEFORE, SINCE = "0015", "0016"


@pytest.fixture(params=["sqlite", "postgresql"])
async def of_yesterday(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    postgres_server: PostgresServer,
    keyring: Keyring,
) -> AsyncIterator[Database]:
    folder = tmp_path_factory.mktemp("yesterday")
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{folder}/kept.db" if is_sqlite else postgres_server.empty()
    database = Database.open(url, keyring)
    await database.upgrade(up_to=BEFORE)
    yield database
    await database.close()
    if not is_sqlite:
        postgres_server.drop(url)


@pytest.mark.parametrize("works_there", [True, False])
async def test_whoever_is_named_and_works_there_no_more_is_kept(
    of_yesterday: Database, works_there: bool
) -> None:
    def with_one_of_each(connection: Connection) -> None:
        fill(connection, tables_of(connection), 1)
        if not works_there:
            connection.execute(text("DELETE FROM staff_practice"))

    async with of_yesterday.engine.begin() as connection:
        await connection.run_sync(with_one_of_each)
    await of_yesterday.upgrade(up_to=SINCE)
    async with of_yesterday.engine.connect() as connection:
        kept = await connection.run_sync(_kept)
    assert kept == ([] if works_there else [(id_of("staff", 1), id_of("practice", 1))])


def _kept(connection: Connection) -> list[tuple[str, ...]]:
    rows = connection.execute(text("SELECT staff_id, practice_id FROM former_colleague"))
    return [tuple(one) for one in rows]
