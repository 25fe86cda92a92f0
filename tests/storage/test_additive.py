"""Every migration only adds: the release of yesterday goes on working on the schema of today.

From the revision with which several replicas could first be updated one after the other. What came
before changed tables in ways that no released version has seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
import sqlalchemy as sa

from storage import schema
from storage.database import Database
from storage.keyring import Keyring
from tests.support.databases import PostgresServer
from tests.support.one_of_each import fill

FIRST = "0003"
FIRST_WITH_INDEXES_ONLINE = "0009"
VERSION = "alembic_version"
_LOCKING_INDEX = re.compile(
    r"\s*CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)(?:IF NOT EXISTS )?\S+ ON (\w+)"
)


# An index on an expression cannot be read back; none of ours is unique.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Skipped unsupported reflection of expression-based index"
)


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    postgres_server: PostgresServer,
    keyring: Keyring,
) -> AsyncIterator[Database]:
    """A database without any table."""
    is_sqlite = request.param == "sqlite"
    folder = tmp_path_factory.mktemp("additive")
    url = f"sqlite:///{folder}/empty.db" if is_sqlite else postgres_server.empty()
    database = Database.open(url, keyring)
    yield database
    await database.close()
    if not is_sqlite:
        postgres_server.drop(url)


def tables_of(connection: sa.Connection) -> list[sa.Table]:
    """The tables as the database itself describes them, whatever the models say."""
    found = sa.MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION]


def unique_rules(connection: sa.Connection, table: str) -> dict[str, frozenset[str | None]]:
    inspector = sa.inspect(connection)
    rules = [*inspector.get_unique_constraints(table)]
    rules += [index for index in inspector.get_indexes(table) if index["unique"]]  # type: ignore[misc]
    return {str(rule["name"]): frozenset(rule["column_names"]) for rule in rules}


def other_rules(connection: sa.Connection, table: str) -> set[str]:
    inspector = sa.inspect(connection)
    rules = [*inspector.get_foreign_keys(table), *inspector.get_check_constraints(table)]
    return {str(rule["name"]) for rule in rules}


def what_breaks(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What a release that knows `before` could no longer do on `after`."""
    broken = []
    for table, was in before.items():
        if table not in after:
            broken.append(f"{table} is gone")
            continue
        now = after[table]
        for name, kind in was["columns"].items():
            if name not in now["columns"]:
                broken.append(f"{table}.{name} is gone")
            elif now["columns"][name] != kind:
                broken.append(f"{table}.{name} has changed")
        known = set(was["columns"])
        broken += [
            f"{table}.{name} is required and has no default of the server's"
            for name in now["required"] - known
        ]
        broken += [
            f"{table}: {name} forbids what was allowed"
            for name, columns in now["unique"].items()
            if name not in was["unique"] and columns <= known
        ]
        broken += [f"{table}: {name} is a new rule" for name in now["others"] - was["others"]]
    return broken


def described(connection: sa.Connection) -> dict[str, Any]:
    return {
        table.name: {
            "columns": {
                each.name: (repr(each.type), each.nullable, each.primary_key)
                for each in table.columns
            },
            "required": {
                each.name
                for each in table.columns
                if not each.nullable and each.server_default is None
            },
            "unique": unique_rules(connection, table.name),
            "others": other_rules(connection, table.name),
        }
        for table in tables_of(connection)
    }


async def test_no_migration_takes_anything_from_the_release_before(empty: Database) -> None:
    known = schema.revisions()
    await empty.upgrade(up_to=known[known.index(FIRST) - 1])
    rows: Counter[str] = Counter()
    for turn, revision in enumerate(known[known.index(FIRST) :]):
        async with empty.engine.connect() as connection:
            before = await connection.run_sync(described)
            old_tables = await connection.run_sync(tables_of)
        statements = _heard(empty)
        await empty.upgrade(up_to=revision)
        async with empty.engine.connect() as connection:
            after = await connection.run_sync(described)

        assert what_breaks(before, after) == [], revision
        if revision >= FIRST_WITH_INDEXES_ONLINE and not empty.is_sqlite:
            assert indexes_that_lock(statements, set(before)) == [], (
                f"{revision}: make it by create_index_online, so that nobody waits to write"
            )

        # And in truth: the columns that the release before knew, and no others.
        async with empty.engine.begin() as connection:
            await connection.run_sync(fill, old_tables, turn)
        rows.update(table.name for table in old_tables)
        async with empty.engine.connect() as connection:
            read = {each.name: await connection.run_sync(_read, each) for each in old_tables}
        assert read == {name: rows[name] for name in read}, revision


def _heard(database: Database) -> list[str]:
    """Everything that is said to the database from now on."""
    said: list[str] = []
    sa.event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: said.append(statement),
    )
    return said


def indexes_that_lock(statements: list[str], tables: set[str]) -> list[str]:
    """Statements that make an index on one of `tables` while everybody who writes waits."""
    found = []
    for statement in statements:
        match = _LOCKING_INDEX.match(statement)
        if match and match[1] in tables:
            found.append(statement)
    return found


def _read(connection: sa.Connection, table: sa.Table) -> int:
    """By the columns that `table` names."""
    return len(connection.execute(sa.select(table)).all())


async def test_a_migration_that_takes_something_is_found(database: Database) -> None:
    async with database.engine.connect() as connection:
        before = await connection.run_sync(described)
    async with database.engine.begin() as connection:
        for statement in (
            "ALTER TABLE practice RENAME COLUMN name TO title",
            "ALTER TABLE note ADD COLUMN colour VARCHAR NOT NULL DEFAULT 'red'",
            "CREATE UNIQUE INDEX uq_note_one ON note (referral_id)",
            "CREATE UNIQUE INDEX uq_note_colour ON note (referral_id, colour)",
            "DROP TABLE presence",
        ):
            await connection.run_sync(_run, statement)
    async with database.engine.connect() as connection:
        after = await connection.run_sync(described)

    assert sorted(what_breaks(before, after)) == [
        "note: uq_note_one forbids what was allowed",
        "practice.name is gone",
        "practice.title is required and has no default of the server's",
        "presence is gone",
    ]


def test_an_index_that_locks_a_table_in_use_is_found() -> None:
    locking = ["CREATE INDEX a ON note (id)", "CREATE UNIQUE INDEX IF NOT EXISTS b ON note (id)"]
    harmless = ["CREATE INDEX CONCURRENTLY c ON note (id)", "CREATE INDEX d ON fresh (id)"]

    assert indexes_that_lock(locking + harmless, {"note"}) == locking


def _run(connection: sa.Connection, statement: str) -> None:
    connection.execute(sa.text(statement))
