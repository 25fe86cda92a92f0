"""The inbox is read off its indexes: not one referral more than the page holds is looked at."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.repositories.inbox_filter import InboxFilter, shape_of, values_of
from storage.repositories.inbox_queue import statement
from tests import builders
from tests.builders import NOW


async def _plan(database: Database, **filters: Any) -> str:
    wanted = InboxFilter(practice_ids=("north", "south"), now=NOW, **filters)
    values = {**values_of(wanted, None), "most": 51}
    sql = (
        statement(shape_of(wanted, None))
        .params(values)
        .compile(dialect=database.engine.dialect, compile_kwargs={"render_postcompile": True})
    )
    async with database.engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        rows = raw.execute(f"EXPLAIN QUERY PLAN {sql}", ["x"] * str(sql).count("?"))
        return "\n".join(str(row[3]) for row in rows)


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "ix_referral_queue"),
        ({}, "ix_referral_danger"),
        ({"need": "money"}, "ix_referral_queue"),
        ({"is_nobodys": True}, "ix_referral_queue"),
        ({"mine": "morag"}, "ix_referral_assigned"),
        ({"status": "waiting"}, "ix_referral_queue"),
        ({"channel": "web"}, "ix_referral_channel"),
        ({"status": "closed", "channel": "web"}, "ix_referral_closed_channel"),
        ({"status": "closed"}, "ix_referral_closed"),
        ({"is_unread": True}, "ix_referral_unread"),
        ({"is_unread": True, "need": "food"}, "ix_referral_unread"),
        ({"is_unread": True, "status": "open"}, "ix_referral_unread"),
        ({"is_snoozed": True}, "ix_referral_snoozed"),
    ],
)
async def test_a_page_is_read_in_the_order_of_its_index(
    sqlite_database: Database, filters: dict[str, Any], index: str
) -> None:
    plan = await _plan(sqlite_database, **filters)

    assert f"USING INDEX {index} (" in plan or f"USING COVERING INDEX {index} (" in plan
    assert "SCAN referral" not in plan


async def test_postgresql_has_the_same_indexes(database: Database) -> None:
    names = ("ix_referral_queue", "ix_referral_assigned", "ix_referral_channel")
    names += ("ix_referral_unread", "ix_referral_danger")
    query = (
        "SELECT name FROM sqlite_master WHERE name = :name"
        if database.is_sqlite
        else "SELECT indexdef FROM pg_indexes WHERE indexname = :name"
    )
    async with database.read() as uow:
        for name in names:
            assert await uow.session.scalar(text(query), {"name": name}) is not None


async def test_an_order_that_is_not_indexed_would_be_seen(sqlite_database: Database) -> None:
    async with sqlite_database.begin() as uow:
        await builders.a_referral(uow)
        await uow.session.execute(text("DROP INDEX ix_referral_queue"))

    assert "ix_referral_queue" not in await _plan(sqlite_database)
