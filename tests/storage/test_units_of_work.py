from __future__ import annotations

import pytest

from bot.clock import ManualClock
from storage.database import Database
from storage.errors import ReadOnlyUnit, UnitAlreadyOpen
from storage.models import Practice
from tests import builders


async def test_a_unit_commits_what_was_added(database: Database, clock: ManualClock) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow, name="Craigie Surgery")

    async with database.read() as uow:
        found = await uow.practices.get(practice.id)

    assert found is not None
    assert (found.name, found.created_at) == ("Craigie Surgery", clock.now())


async def test_a_unit_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as uow:
            practice = await builders.a_practice(uow)
            await uow.flush()
            raise ZeroDivisionError

    async with database.read() as uow:
        assert await uow.practices.get(practice.id) is None


async def test_a_reading_unit_refuses_changes(database: Database) -> None:
    with pytest.raises(ReadOnlyUnit):
        async with database.read() as uow:
            await builders.a_practice(uow)
            await uow.flush()


async def test_a_second_write_unit_in_one_task_is_refused_at_once(
    sqlite_database: Database,
) -> None:
    with pytest.raises(UnitAlreadyOpen):
        async with sqlite_database.begin(), sqlite_database.begin():
            pass


def test_a_new_entity_has_its_defaults_and_refuses_what_it_lacks() -> None:
    practice = Practice(code="oak", name="Oak", created_at=builders.NOW)

    assert (practice.timezone, practice.phone, len(practice.id)) == ("Europe/London", None, 32)
    with pytest.raises(TypeError, match="nmae"):
        Practice(code="oak", nmae="Oak", created_at=builders.NOW)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="created_at"):
        Practice(code="oak", name="Oak")  # type: ignore[call-arg]
