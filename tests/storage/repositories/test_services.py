from __future__ import annotations

from datetime import date

import pytest

from storage.database import Database
from tests import builders


async def test_search_keeps_to_need_area_age_practice_and_what_is_shown(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        elsewhere = await builders.a_practice(uow)
        fits = [
            await builders.a_service(uow, name="Ours", practice_id=practice.id),
            await builders.a_service(
                uow, name="Lately reviewed", last_reviewed=date(2026, 10, 1), areas=["g42", "G44"]
            ),
            await builders.a_service(uow, name="Everywhere", areas=[], needs=["food", "money"]),
        ]
        await builders.a_service(uow, name="Other need", needs=["housing"])
        await builders.a_service(uow, name="Other area", areas=["EH6"])
        await builders.a_service(uow, name="Too old for", min_age=65)
        await builders.a_service(uow, name="Too young for", max_age=25)
        await builders.a_service(uow, name="Hidden", is_hidden=True)
        await builders.a_service(uow, name="Another practice's", practice_id=elsewhere.id)

    async with database.read() as uow:
        found = await uow.services.search(["money"], practice.id, ["G42"], age=40)
        first = await uow.services.search(["money"], practice.id, ["G42"], age=40, limit=1)

    assert [one.name for one in found] == [one.name for one in fits]
    assert [one.name for one in first] == ["Ours"]


@pytest.mark.parametrize("age", [64, 66])
async def test_an_age_limit_includes_the_age_itself(database: Database, age: int) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        await builders.a_service(uow, min_age=65)
        await builders.a_service(uow, max_age=65)

        assert len(await uow.services.search(["money"], practice.id, age=65)) == 2
        assert len(await uow.services.search(["money"], practice.id, age=age)) == 1


async def test_a_quote_in_a_need_is_only_text(database: Database) -> None:
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        await builders.a_service(uow, needs=['it\'s "odd"'])

        assert len(await uow.services.search(['it\'s "odd"'], practice.id)) == 1
        assert await uow.services.search(["' OR 1=1 --"], practice.id) == []
